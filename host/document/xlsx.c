/* SPDX-License-Identifier: MIT
 *
 * xlsx.c: a workbook by libxlsxwriter: Synthèse (a row for each establishment, its total as the host adds it and as a
 * formula), Grille (every line of the grids), Traçabilité (each amount, step by step), Notes. Rows are written in order
 * and leave memory at once. A cell is binary floating point by the format: centimes are exact up to 15 digits, and
 * nothing is read back from here. */
#include "host/document/document.h"
#include "host/document/grid_lines.h"

#include "caqes/version.h"
#include "host/explain/node.h"
#include "host/explain/phrase.h"
#include "host/report/book.h"
#include "host/report/display.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { SUMMARY_FIXED = 4, SHEET_ROWS = 1000000 };

struct sheet {
    lxw_worksheet *sheet;
    lxw_row_t row;
};

struct book {
    int fd;
    lxw_workbook *workbook;
    lxw_format *head, *text, *euros, *bold, *bold_euros;
    struct sheet summary, lines, trace, notes;
    unsigned line_sheets, traces, note_sheets; /* so far: a sheet that is full goes on in another */
};

/* ---- Sheets ---- */

static lxw_format *format_of(lxw_workbook *b, const char *number, bool bold) {
    lxw_format *f = workbook_add_format(b);
    if (number) format_set_num_format(f, number);
    if (bold) format_set_bold(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    return f;
}

static struct sheet open_sheet(struct book *b, const char *name, const char *const *heads, const double *widths,
                               lxw_col_t count) {
    struct sheet s = {workbook_add_worksheet(b->workbook, name), 0};
    lxw_col_t c;
    if (!s.sheet) return s;
    for (c = 0; c < count; c++) {
        worksheet_set_column(s.sheet, c, c, widths[c], NULL);
        worksheet_write_string(s.sheet, 0, c, heads[c], b->head);
    }
    worksheet_freeze_panes(s.sheet, 1, 0);
    worksheet_set_landscape(s.sheet);
    worksheet_set_paper(s.sheet, 9); /* A4 */
    worksheet_fit_to_pages(s.sheet, 1, 0);
    worksheet_repeat_rows(s.sheet, 0, 0);
    s.row = 1;
    return s;
}

/* "Grille", then "Grille 2", for those that are full. */
static void sheet_name(char name[32], const char *first, unsigned number) {
    if (number == 1) {
        snprintf(name, 32, "%s", first);
    } else {
        snprintf(name, 32, "%s %u", first, number);
    }
}

/* A text is a text, whatever it begins with: the library writes it as such. */
static void text(const struct sheet *s, lxw_col_t column, const char *value, lxw_format *look) {
    if (s->sheet && *value) worksheet_write_string(s->sheet, s->row, column, value, look);
}

static void euros(const struct sheet *s, lxw_col_t column, int64_t centimes, lxw_format *look) {
    if (s->sheet) worksheet_write_number(s->sheet, s->row, column, (double)centimes / 100, look);
}

static const char *const trace_heads[] = {"FINESS", "Volet",      "Montant", "Étape", "Ce que c'est",
                                          "Valeur", "Repose sur", "Origine", "Texte"};
static const double trace_widths[] = {11, 16, 22, 7, 60, 22, 24, 40, 36};
enum { TRACE_COLUMNS = sizeof trace_heads / sizeof *trace_heads };

static void open_trace(struct book *b) {
    char name[32];
    sheet_name(name, "Traçabilité", ++b->traces);
    b->trace = open_sheet(b, name, trace_heads, trace_widths, TRACE_COLUMNS);
}

static void open_summary(struct book *b, const struct model *m) {
    const char *heads[SUMMARY_FIXED + 2 * MODEL_MAX_VOLETS + 5] = {"FINESS", "Établissement", "Région", "Statut"};
    double widths[SUMMARY_FIXED + 2 * MODEL_MAX_VOLETS + 5] = {11, 42, 22, 10};
    lxw_col_t c = SUMMARY_FIXED;
    uint32_t v;
    for (v = 0; v < m->volet_count; v++) {
        widths[c] = 16;
        heads[c++] = m->volets[v].label;
        widths[c] = 18;
        heads[c++] = "Montant compté";
    }
    static const char *const last[] = {"Total", "Total (formule)", "Écart", "État du total", "Total retenu"};
    for (v = 0; v < 5; v++) {
        widths[c] = 18;
        heads[c++] = last[v];
    }
    b->summary = open_sheet(b, "Synthèse", heads, widths, c);
}

static void open_lines(struct book *b) {
    char name[32];
    static const char *const heads[] = {"FINESS",
                                        "Établissement",
                                        "Volet",
                                        "Statut",
                                        "Ligne",
                                        "Obligation",
                                        "Nature",
                                        "Résultat de l'obligation",
                                        "Indicateur ou montant",
                                        "Texte",
                                        "Valeur",
                                        "Cible",
                                        "Coefficient",
                                        "Résultat",
                                        "Montant",
                                        "Mois",
                                        "Suspendu",
                                        "Retenu"};
    static const double widths[] = {11, 36, 16, 14, 11, 46, 16, 16, 46, 24, 12, 12, 10, 20, 18, 6, 9, 18};
    enum { COUNT = sizeof heads / sizeof *heads };
    sheet_name(name, "Grille", ++b->line_sheets);
    b->lines = open_sheet(b, name, heads, widths, COUNT);
    if (b->lines.sheet) worksheet_autofilter(b->lines.sheet, 0, 0, 1048575, COUNT - 1);
}

static void open_notes(struct book *b) {
    static const char *const heads[] = {"FINESS", "Volet ou nom", "Note"};
    static const double widths[] = {11, 40, 120};
    char name[32];
    sheet_name(name, "Notes", ++b->note_sheets);
    b->notes = open_sheet(b, name, heads, widths, 3);
}

/* ---- A grid ---- */

static void write_summary(struct book *b, const struct grid *g, struct arena *arena) {
    const struct record *r = &g->batch->records[g->record];
    struct sheet *s = &b->summary;
    const char *terms = "";
    char cell[LXW_MAX_CELL_NAME_LENGTH], other[LXW_MAX_CELL_NAME_LENGTH];
    lxw_col_t c = SUMMARY_FIXED;
    uint32_t v;
    text(s, 0, r->finess, b->text);
    text(s, 1, r->name, b->text);
    text(s, 2, r->region, b->text);
    text(s, 3, g->batch->campaign->model->statuts[r->statut], b->text);
    for (v = 0; v < g->row_count; v++, c += 2) {
        enum volet_status status = g->rows[v].verdict.status;
        text(s, c, display_status(status), b->text);
        if (status == VOLET_EVALUATED || status == VOLET_REFUSED)
            euros(s, (lxw_col_t)(c + 1), g->rows[v].counted, b->euros);
        lxw_rowcol_to_cell(cell, s->row, (lxw_col_t)(c + 1));
        terms = arena_format(arena, "%s%s%s", terms, v ? "," : "", cell);
    }
    if (g->state == TOTAL_NONE) {
        text(s, c, "aucun", b->text);
    } else if (s->sheet) {
        euros(s, c, g->total, b->bold_euros);
        worksheet_write_formula_num(s->sheet, s->row, (lxw_col_t)(c + 1), arena_format(arena, "=SUM(%s)", terms),
                                    b->euros, (double)g->total / 100);
        lxw_rowcol_to_cell(cell, s->row, c);
        lxw_rowcol_to_cell(other, s->row, (lxw_col_t)(c + 1));
        worksheet_write_formula_num(s->sheet, s->row, (lxw_col_t)(c + 2),
                                    arena_format(arena, "=ROUND(%s-%s,2)", cell, other), b->euros, 0);
    }
    text(s, (lxw_col_t)(c + 3), display_total_state(g->state), b->text);
    if (g->has_retained && g->retained_state != TOTAL_NONE)
        euros(s, (lxw_col_t)(c + 4), g->retained_total, b->bold_euros);
    s->row++;
}

static void write_lines(struct book *b, const struct grid *g, bool before_signature, struct arena *arena) {
    const struct record *r = &g->batch->records[g->record];
    struct grid_lines lines;
    struct sheet *s = &b->lines;
    uint32_t k;
    (before_signature ? grid_lines_before_signature : grid_lines_of)(g, arena, &lines);
    if (s->row + lines.count > SHEET_ROWS) open_lines(b);
    for (k = 0; k < lines.count; k++, s->row++) {
        const struct grid_line *l = &lines.list[k];
        lxw_format *look = l->kind == LINE_TOTAL ? b->bold : b->text;
        text(s, 0, r->finess, look);
        text(s, 1, r->name, look);
        text(s, 2, l->volet ? l->volet->label : "", look);
        text(s, 3, l->status, look);
        text(s, 4, line_kind_code(l->kind), look);
        text(s, 5, l->obligation_label, look);
        text(s, 6, l->role, look);
        text(s, 7, l->obligation_result, look);
        text(s, 8, l->label, look);
        text(s, 9, l->article, look);
        text(s, 10, l->value, look);
        text(s, 11, l->target, look);
        text(s, 12, l->coefficient, look);
        text(s, 13, l->result, look);
        if (l->has_euros) euros(s, 14, l->centimes, l->kind == LINE_TOTAL ? b->bold_euros : b->euros);
        if (l->months) text(s, 15, arena_format(arena, "%lld", (long long)l->months), look);
        if (l->suspended) text(s, 16, "oui", look);
        text(s, 17, l->retained, look);
    }
}

static void write_step(struct book *b, const struct explanation *e, const struct node *amount, uint32_t number,
                       struct arena *arena) {
    const struct node *n = &e->nodes[number - 1];
    const char *on = "";
    uint32_t k;
    if (b->trace.row >= SHEET_ROWS) open_trace(b);
    for (k = 0; k < n->operand_count; k++) on = arena_format(arena, "%s%s%u", on, k ? ", " : "", n->operands[k]);
    text(&b->trace, 0, e->record->finess, b->text);
    text(&b->trace, 1, e->grid->rows[amount->as.amount.volet].volet->label, b->text);
    text(&b->trace, 2, amount->label, b->text);
    if (b->trace.sheet) worksheet_write_number(b->trace.sheet, b->trace.row, 3, number, b->text);
    text(&b->trace, 4, n->label ? n->label : n->op ? n->op : "", b->text);
    text(&b->trace, 5, n->shown ? n->shown : "", n == amount ? b->bold : b->text);
    text(&b->trace, 6, on, b->text);
    text(&b->trace, 7, n->origin ? n->origin : "", b->text);
    text(&b->trace, 8, n->article ? n->article : "", b->text);
    b->trace.row++;
}

/* Every amount, and all that it rests on: data with their producer and date, terms with who set them, steps, ceilings.
 */
static void write_trace(struct book *b, const struct grid *g, struct arena *arena) {
    struct explanation e;
    uint32_t k, i;
    explain_grid(&e, g, arena);
    for (k = 1; k <= e.count; k++) {
        const struct node *amount = &e.nodes[k - 1];
        const bool *under;
        if (amount->kind != NODE_AMOUNT || !amount->as.amount.amount) continue;
        under = explain_reach(&e, &k, 1, arena);
        for (i = 1; i <= e.count; i++)
            if (under[i - 1]) write_step(b, &e, amount, i, arena);
    }
}

static void write_notes(struct book *b, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    struct sheet *s = &b->notes;
    uint32_t row, k;
    if (s->row + 1000 > SHEET_ROWS) open_notes(b); /* no grid has as many */
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.reason_count; k++, s->row++) {
            text(s, 0, r->finess, b->text);
            text(s, 1, g->rows[row].volet->label, b->text);
            text(s, 2, g->rows[row].verdict.reasons[k], b->text);
        }
    for (k = 0; k < g->notice_count; k++, s->row++) {
        text(s, 0, r->finess, b->text);
        text(s, 2, g->notices[k], b->text);
    }
}

/* ---- The workbook ---- */

static void note(struct book *b, const char *name, const char *value) {
    text(&b->notes, 1, name, b->bold);
    text(&b->notes, 2, value, b->text);
    b->notes.row++;
}

/* Where every figure of the workbook comes from. */
static void write_origin(struct book *b, const struct campaign *c, struct arena *arena) {
    char date[DAY_TEXT];
    uint32_t k;
    note(b, "Campagne", c->name);
    note(b, "Exercice", arena_format(arena, "%u", c->year));
    note(b, "Date de l'évaluation", day_french(c->evaluation_date, date));
    note(b, "Programme", "caqes " CAQES_VERSION_TEXT);
    note(b, "Configuration (sha256)", c->digest);
    for (k = 0; k < c->plugin_count; k++)
        note(b,
             arena_format(arena, "%s %s (sha256)", c->plugins[k].plugin->manifest->id,
                          c->plugins[k].plugin->manifest->version),
             c->plugins[k].plugin->sha256);
    note(b, "Montants",
         "intéressement (+), sanction (−) ; un montant suspendu est montré et ne compte pas dans le total");
    note(b, "Total partiel", "un volet est incomplet ou en erreur : la somme est celle des autres volets");
    b->notes.row++;
}

static void open_book(struct document *d) {
    struct arena scratch = ARENA_EMPTY;
    char path[BOOK_PATH];
    struct book *b = d->own = memory_grow(NULL, 1, sizeof *b);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_doc_properties about = {.title = (char *)(uintptr_t)d->campaign->name,
                                .created = 1}; /* a fixed day: the same grids, the same bytes */
    *b = (struct book){.fd = book_open(path)};
    if (b->fd >= 0) b->workbook = workbook_new_opt(path, &options);
    if (b->workbook) {
        workbook_set_properties(b->workbook, &about);
        b->head = format_of(b->workbook, NULL, true);
        format_set_text_wrap(b->head);
        format_set_bg_color(b->head, 0xE8EDF4);
        b->text = format_of(b->workbook, NULL, false);
        b->bold = format_of(b->workbook, NULL, true);
        b->euros = format_of(b->workbook, "#,##0.00\\ \"€\"", false);
        b->bold_euros = format_of(b->workbook, "#,##0.00\\ \"€\"", true);
        if (!d->before_signature) open_summary(b, d->campaign->model);
        open_lines(b);
        if (!d->before_signature) open_trace(b);
        open_notes(b);
        write_origin(b, d->campaign, &scratch);
    }
    arena_free(&scratch);
}

static void drop(struct document *d) {
    struct book *b = d->own;
    if (!b) return;
    if (b->workbook) lxw_workbook_free(b->workbook);
    if (b->fd >= 0) close(b->fd);
    free(b);
    d->own = NULL;
}

static void begin(struct document *d) {
    drop(d);
    d->written = 0;
    open_book(d);
}

static void grid_xlsx(struct document *d, const struct grid *g, struct arena *work) {
    struct book *b = d->own;
    d->written++;
    if (!b->workbook) return;
    write_lines(b, g, d->before_signature, work);
    if (d->before_signature) return;
    write_summary(b, g, work);
    write_trace(b, g, work);
    write_notes(b, g);
}

/* The sum of the campaign, as the host adds it and as the sheet does. */
static void close_summary(struct document *d, struct book *b) {
    struct sheet *s = &b->summary;
    lxw_col_t c = (lxw_col_t)(SUMMARY_FIXED + 2 * d->campaign->model->volet_count);
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH], formula[64];
    double total = (double)d->summary.total / 100;
    if (!s->sheet || d->written == 0) return;
    lxw_rowcol_to_cell(first, 1, (lxw_col_t)(c + 1));
    lxw_rowcol_to_cell(last, s->row - 1, (lxw_col_t)(c + 1));
    snprintf(formula, sizeof formula, "=SUM(%s:%s)", first, last);
    text(s, 1, "Ensemble", b->bold);
    worksheet_write_number(s->sheet, s->row, c, total, b->bold_euros);
    worksheet_write_formula_num(s->sheet, s->row, (lxw_col_t)(c + 1), formula, b->bold_euros, total);
}

static bool end(struct document *d) {
    struct book *b = d->own;
    bool good = b->workbook != NULL;
    if (good && !d->before_signature) close_summary(d, b);
    if (good) good = workbook_close(b->workbook) == LXW_NO_ERROR;
    b->workbook = NULL;
    good = book_close(b->fd, good, d->stream);
    b->fd = -1;
    drop(d);
    return good;
}

const struct document_kind document_xlsx = {
    .name = "xlsx", .binary = true, .begin = begin, .grid = grid_xlsx, .end = end};
