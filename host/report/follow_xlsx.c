/* SPDX-License-Identifier: MIT
 *
 * follow_xlsx.c: a workbook, a sheet for each table, by libxlsxwriter. A cell of a workbook is binary floating point by
 * its format: a whole number and centimes are exact up to 15 digits; a share is written as the formula of its two
 * numbers, so that the workbook computes it too. Nothing is read back from here. */
#include "host/report/book.h"
#include "host/report/follow_report.h"

#include <string.h>
#include <xlsxwriter.h>

struct formats {
    lxw_format *title, *source, *head, *text, *count, *euros, *share, *rate, *score, *right;
};

struct book {
    lxw_workbook *workbook;
    struct formats plain, total; /* total: of the last row */
};

static lxw_format *format(lxw_workbook *b, const char *number, bool bold, bool right, bool border) {
    lxw_format *f = workbook_add_format(b);
    if (number) format_set_num_format(f, number);
    if (bold) format_set_bold(f);
    if (right) format_set_align(f, LXW_ALIGN_RIGHT);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (border) format_set_border(f, LXW_BORDER_THIN);
    return f;
}

static struct formats formats_of(lxw_workbook *b, bool bold) {
    struct formats f;
    f.title = format(b, NULL, true, false, false);
    format_set_font_size(f.title, 14);
    f.source = format(b, NULL, false, false, false);
    format_set_italic(f.source);
    f.head = format(b, NULL, true, false, true);
    format_set_text_wrap(f.head);
    format_set_bg_color(f.head, 0xE8EDF4);
    f.text = format(b, NULL, bold, false, true);
    format_set_text_wrap(f.text);
    f.count = format(b, "#,##0", bold, true, true);
    f.euros = format(b, "#,##0.00\\ \"€\"", bold, true, true);
    f.share = format(b, "0.0\\ %", bold, true, true);
    f.rate = format(b, "0.00\\ %", bold, true, true);
    f.score = format(b, "#,##0.00", bold, true, true);
    f.right = format(b, NULL, bold, true, true);
    return f;
}

/* "=69/621": the exact share, which the workbook computes. */
static void write_quotient(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct caqes_fraction value,
                           lxw_format *look) {
    char formula[64];
    double number;
    if (!caqes_fraction_reduce(&value) || !caqes_fits_63_bits(value.num) || !caqes_fits_63_bits(value.den)) return;
    number = (double)value.num / (double)value.den;
    snprintf(formula, sizeof formula, "=%lld/%lld", (long long)value.num, (long long)value.den);
    worksheet_write_formula_num(sheet, row, column, formula, look, number);
}

static void write_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const struct follow_cell *c,
                       const struct formats *f, bool number, struct arena *arena) {
    switch (c->kind) {
    case FOLLOW_COUNT: worksheet_write_number(sheet, row, column, (double)c->value.num, f->count); break;
    case FOLLOW_EUROS: worksheet_write_number(sheet, row, column, (double)c->value.num / 100, f->euros); break;
    case FOLLOW_SHARE: write_quotient(sheet, row, column, c->value, f->share); break;
    case FOLLOW_RATE: write_quotient(sheet, row, column, c->value, f->rate); break;
    case FOLLOW_SCORE: write_quotient(sheet, row, column, c->value, f->score); break;
    default: worksheet_write_string(sheet, row, column, follow_french(c, arena), number ? f->right : f->text);
    }
}

static void set_page(lxw_worksheet *sheet, const struct follow_table *t) {
    uint32_t c;
    for (c = 0; c < t->column_count; c++)
        worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c, t->columns[c].kind == FOLLOW_TEXT ? 42 : 18, NULL);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
}

static void write_sheet(struct book *b, const struct follow_table *t, struct arena *arena) {
    lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, t->code);
    lxw_row_t row = 0;
    uint32_t c, r, k, rows = follow_rows(t);
    if (!sheet) return;
    set_page(sheet, t);
    worksheet_write_string(sheet, row++, 0, t->title, b->plain.title);
    if (t->source) worksheet_write_string(sheet, row++, 0, t->source, b->plain.source);
    row++;
    if (rows > 0) {
        for (c = 0; c < t->column_count; c++)
            worksheet_write_string(sheet, row, (lxw_col_t)c, t->columns[c].title, b->plain.head);
        worksheet_freeze_panes(sheet, row + 1, (lxw_col_t)t->heads);
        row++;
    }
    for (r = 0; r < rows; r++, row++)
        for (c = 0; c < t->column_count; c++)
            write_cell(sheet, row, (lxw_col_t)c, &t->cells[(size_t)r * t->column_count + c],
                       t->has_total && r + 1 == rows ? &b->total : &b->plain, t->columns[c].kind != FOLLOW_TEXT, arena);
    row++;
    for (k = 0; k < t->note_count; k++) worksheet_write_string(sheet, row++, 0, t->notes[k], b->plain.source);
}

/* The library writes to a file by its name, and dates it with today unless told. */
static bool write_book(const char *path, const struct follow_document *d, struct arena *arena) {
    lxw_doc_properties about = {.title = (char *)(uintptr_t)d->title,
                                .created = 1}; /* a fixed day: the same tables, the same bytes */
    struct book b = {.workbook = workbook_new(path)};
    uint32_t i;
    if (!b.workbook) return false;
    workbook_set_properties(b.workbook, &about);
    b.plain = formats_of(b.workbook, false);
    b.total = formats_of(b.workbook, true);
    for (i = 0; i < d->table_count; i++) write_sheet(&b, d->tables[i], arena);
    return workbook_close(b.workbook) == LXW_NO_ERROR;
}

bool follow_report_xlsx(FILE *stream, const struct follow_document *d) {
    struct arena scratch = ARENA_EMPTY;
    char path[BOOK_PATH];
    int fd = book_open(path);
    bool good = book_close(fd, fd >= 0 && write_book(path, d, &scratch), stream);
    arena_free(&scratch);
    return good;
}
