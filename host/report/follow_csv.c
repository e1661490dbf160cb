/* SPDX-License-Identifier: MIT
 *
 * follow_csv.c: for a spreadsheet in French: a byte order mark, cells between ';', decimal comma. Tables follow each
 * other, each under its title and before a blank line; titles and notes are comments, as in every table that this
 * program reads. */
#include "host/base/csv_write.h"
#include "host/report/follow_report.h"

#include <string.h>

static void cell(FILE *stream, const char *text) { csv_write_cell(stream, text, ";\"\n\r#"); }

/* A comment is one line, and one cell of a spreadsheet. */
static void comment(FILE *stream, const char *text) {
    fputs("\"# ", stream);
    for (; *text; text++) {
        if (*text == '"') fputc('"', stream);
        fputc(*text == '\n' || *text == '\r' ? ' ' : *text, stream);
    }
    fputs("\"\n", stream);
}

bool follow_report_csv(FILE *stream, const struct follow_document *d) {
    uint32_t i, k, c;
    fputs("\xEF\xBB\xBF", stream);
    comment(stream, d->title);
    for (i = 0; i < d->table_count; i++) {
        const struct follow_table *t = d->tables[i];
        struct arena scratch = ARENA_EMPTY;
        fputc('\n', stream);
        comment(stream, t->title);
        if (t->source) comment(stream, t->source);
        for (c = 0; c < t->column_count; c++) {
            if (c) fputc(';', stream);
            cell(stream, t->columns[c].title);
        }
        if (t->column_count) fputc('\n', stream);
        for (c = 0; c < t->cell_count; c++) {
            cell(stream, follow_plain(&t->cells[c], &scratch));
            fputc((c + 1) % t->column_count == 0 ? '\n' : ';', stream);
        }
        for (k = 0; k < t->note_count; k++) comment(stream, t->notes[k]);
        arena_free(&scratch);
    }
    return true;
}
