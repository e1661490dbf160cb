/* SPDX-License-Identifier: MIT
 *
 * follow_text.c: tables in a terminal, ruled; long texts are wrapped in their column. */
#include "host/base/text.h"
#include "host/report/follow_report.h"
#include "host/report/ruled.h"
#include "host/report/wrap.h"

#include <string.h>

enum { WIDEST = 72, WIDEST_SECOND = 40, WIDEST_TITLE = 16, LINE = 110 };

/* The column of texts with the longest one; the others leave it room. */
static uint32_t widest_column(const struct follow_table *t, struct arena *arena) {
    size_t most = 0, cell;
    uint32_t c, widest = 0;
    for (c = 0; c < t->cell_count; c++) {
        cell = text_columns(follow_french(&t->cells[c], arena));
        if (cell <= most) continue;
        most = cell;
        widest = c % t->column_count;
    }
    return widest;
}

static size_t longest_word(const char *text) {
    size_t most = 0, word;
    while (*text) {
        size_t bytes = strcspn(text, " ");
        word = text_columns(text) - text_columns(text + bytes);
        if (word > most) most = word;
        text += bytes + strspn(text + bytes, " ");
    }
    return most;
}

/* Wide enough for every cell; a title wraps before it widens figures, but not within a word. */
static void measure_column(const struct follow_table *t, uint32_t column, unsigned *width, struct arena *arena) {
    const char *title = t->columns[column].title;
    size_t most = text_columns(title), word = longest_word(title), cell;
    uint32_t r;
    if (most > WIDEST_TITLE) most = word > WIDEST_TITLE ? word : WIDEST_TITLE;
    for (r = 0; r < follow_rows(t); r++) {
        cell = text_columns(follow_french(&t->cells[(size_t)r * t->column_count + column], arena));
        if (cell > most) most = cell;
    }
    if (most > WIDEST) most = WIDEST;
    if (most > WIDEST_SECOND && column != widest_column(t, arena)) most = WIDEST_SECOND;
    *width = (unsigned)(most > 0 ? most : 1);
}

static void print_table(FILE *stream, const struct follow_table *t, struct arena *arena) {
    unsigned widths[FOLLOW_MOST_COLUMNS];
    const char *cells[FOLLOW_MOST_COLUMNS];
    struct ruled ruled = {.stream = stream, .widths = widths, .columns = t->column_count};
    uint32_t c, r;
    for (c = 0; c < t->column_count; c++) {
        measure_column(t, c, &widths[c], arena);
        if (t->columns[c].kind != FOLLOW_TEXT) ruled.right |= 1U << c;
        cells[c] = t->columns[c].title;
    }
    ruled_line(&ruled, RULED_TOP);
    ruled_row(&ruled, cells, arena);
    ruled_line(&ruled, RULED_BETWEEN);
    for (r = 0; r < follow_rows(t); r++) {
        if (t->has_total && r > 0 && r + 1 == follow_rows(t)) ruled_line(&ruled, RULED_BETWEEN);
        for (c = 0; c < t->column_count; c++)
            cells[c] = follow_french(&t->cells[(size_t)r * t->column_count + c], arena);
        ruled_row(&ruled, cells, arena);
    }
    ruled_line(&ruled, RULED_BOTTOM);
}

static void print_wrapped(FILE *stream, const char *first, const char *text) {
    const char *next;
    size_t length;
    do {
        length = wrap_line(text, LINE, &next);
        fprintf(stream, "%s%.*s\n", first, (int)length, text);
        first = "    ";
        text = next;
    } while (*text);
}

bool follow_report_text(FILE *stream, const struct follow_document *d) {
    uint32_t i, k;
    print_wrapped(stream, "", d->title);
    for (i = 0; i < d->table_count; i++) {
        const struct follow_table *t = d->tables[i];
        struct arena scratch = ARENA_EMPTY;
        fputc('\n', stream);
        print_wrapped(stream, "", t->title);
        if (t->source) print_wrapped(stream, "  ", t->source);
        if (follow_rows(t) > 0) print_table(stream, t, &scratch);
        for (k = 0; k < t->note_count; k++) print_wrapped(stream, "  - ", t->notes[k]);
        arena_free(&scratch);
    }
    return true;
}
