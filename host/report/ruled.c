/* SPDX-License-Identifier: MIT */
#include "host/report/ruled.h"

#include "host/report/wrap.h"

#include <stdbool.h>

void ruled_line(const struct ruled *t, enum ruled_where where) {
    static const char *const ends[3][3] = {{"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}};
    unsigned column, i;
    fputs(ends[where][0], t->stream);
    for (column = 0; column < t->columns; column++) {
        for (i = 0; i < t->widths[column] + 2; i++) fputs("─", t->stream);
        fputs(ends[where][column + 1 < t->columns ? 1 : 2], t->stream);
    }
    fputc('\n', t->stream);
}

void ruled_row(const struct ruled *t, const char *const *cells, struct arena *arena) {
    const char *rest[RULED_MOST_COLUMNS];
    bool more = true;
    unsigned column;
    for (column = 0; column < t->columns; column++) rest[column] = cells[column] ? cells[column] : "";
    while (more) {
        more = false;
        for (column = 0; column < t->columns; column++) {
            const char *next = rest[column];
            size_t length = *next ? wrap_line(rest[column], t->widths[column], &next) : 0;
            fputs("│ ", t->stream);
            (t->right >> column & 1U ? print_right : print_left)(t->stream, arena_copy(arena, rest[column], length),
                                                                 t->widths[column]);
            fputc(' ', t->stream);
            rest[column] = next;
            more = more || *next;
        }
        fputs("│\n", t->stream);
    }
}
