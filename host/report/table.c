/* SPDX-License-Identifier: MIT */
#include "host/report/table.h"

#include "host/base/text.h"
#include "host/report/display.h"
#include "host/report/result_text.h"
#include "host/report/ruled.h"
#include "host/report/wrap.h"

#include <string.h>

enum { COLUMNS = 6, MAX_LINES = 512, NOTE_WIDTH = 96 };

static const unsigned widths[COLUMNS] = {11, 18, 11, 17, 9, 15};
static const char *const heads[COLUMNS] = {"Volet du contrat",
                                           "Obligations de résultat",
                                           "Résultats (oui/non ou niveau)",
                                           "Obligations complémentaires",
                                           "Résultats",
                                           "Montant de l'intéressement (+) ou de la sanction (−)"};

/* A cell is a list of lines that fit its column. */
struct cell {
    const char *lines[MAX_LINES];
    unsigned count;
};

/* Adds text to a cell, cut at spaces, or within a word that is too long. */
static void cell_add(struct cell *cell, const char *text, unsigned width, struct arena *arena) {
    while (*text && cell->count < MAX_LINES) {
        const char *next;
        size_t length = wrap_line(text, width, &next);
        cell->lines[cell->count++] = arena_copy(arena, text, length);
        text = next;
    }
}

static void print_cells(FILE *stream, const struct cell *cells) {
    unsigned line, column, most = 1;
    for (column = 0; column < COLUMNS; column++)
        if (cells[column].count > most) most = cells[column].count;
    for (line = 0; line < most; line++) {
        for (column = 0; column < COLUMNS; column++) {
            const char *text = line < cells[column].count ? cells[column].lines[line] : "";
            fputs("│ ", stream);
            (column == COLUMNS - 1 ? print_right : print_left)(stream, text, widths[column]);
            fputc(' ', stream);
        }
        fputs("│\n", stream);
    }
}

/* Keeps an obligation and its result side by side: both cells end at the same line. */
static void pair_up(struct cell *a, struct cell *b) {
    unsigned end = a->count > b->count ? a->count : b->count;
    while (a->count < end) a->lines[a->count++] = "";
    while (b->count < end) b->lines[b->count++] = "";
}

static void add_obligations(const struct grid *g, const struct grid_row *row, struct cell *cells) {
    struct arena *arena = g->batch->arena;
    uint32_t k;
    if (row->verdict.status < VOLET_EVALUATED || row->verdict.refused) return;
    for (k = 0; k < row->ref_count; k++) {
        const struct caqes_obligation *o = &row->obligations[k];
        const struct manifest *m = g->batch->campaign->plugins[row->refs[k].plugin].plugin->manifest;
        unsigned first = (o->role & (CAQES_PRINCIPAL | CAQES_SUPPLEMENTAIRE)) != 0 ? 1 : 3;
        if (!grid_holds_obligation(g, &row->refs[k], o)) continue;
        cell_add(&cells[first], arena_format(arena, "• %s", m->obligations[row->refs[k].obligation].label),
                 widths[first], arena);
        cell_add(&cells[first + 1], result_text(g, &row->refs[k], o), widths[first + 1], arena);
        pair_up(&cells[first], &cells[first + 1]);
    }
}

static void add_amounts(const struct grid *g, const struct grid_row *row, struct cell *cell) {
    struct arena *arena = g->batch->arena;
    char text[DISPLAY_MAX];
    uint32_t k;
    for (k = 0; k < row->verdict.amount_count; k++) {
        const struct audited_amount *a = &row->verdict.amounts[k];
        if (a->nature->months) {
            cell_add(cell, arena_format(arena, "MSAP %lld mois", (long long)a->units), widths[5], arena);
            continue;
        }
        french_centimes(a->units, true, text);
        cell_add(cell, a->suspended ? arena_format(arena, "[%s]", text) : text, widths[5], arena);
    }
    if (cell->count == 0)
        cell_add(cell, row->verdict.status == VOLET_EVALUATED ? "0,00\u00a0€" : "—", widths[5], arena);
    if (row->retained.decision)
        cell_add(cell, arena_format(arena, "retenu : %s", display_decision(row->retained.decision, arena)), widths[5],
                 arena);
}

static void print_row(FILE *stream, const struct grid *g, const struct grid_row *row, struct arena *arena) {
    struct cell *cells = arena_array(arena, COLUMNS, sizeof *cells);
    cell_add(&cells[0], row->volet->label, widths[0], arena);
    if (row->verdict.status != VOLET_EVALUATED) {
        unsigned column = row->verdict.status == VOLET_INCOMPLETE || row->verdict.status == VOLET_ERROR ||
                                  row->verdict.status == VOLET_UNEVALUABLE
                              ? 0
                              : 1;
        cell_add(&cells[column], arena_format(arena, column ? "%s" : "(%s)", display_status(row->verdict.status)),
                 widths[column], arena);
    }
    add_obligations(g, row, cells);
    add_amounts(g, row, &cells[5]);
    print_cells(stream, cells);
}

/* Text under the table: the row's name, then its notes, wrapped. */
struct notes {
    FILE *stream;
    struct arena *arena;
};

static void note(struct notes *n, const char *text) {
    struct cell *cell = arena_alloc(n->arena, sizeof *cell);
    unsigned line;
    cell_add(cell, text, NOTE_WIDTH, n->arena);
    for (line = 0; line < cell->count; line++) fprintf(n->stream, "  %s %s\n", line ? " " : "-", cell->lines[line]);
}

static void note_output(struct notes *n, const struct audited_output *o, const struct manifest *m) {
    char text[DISPLAY_MAX];
    const char *shown = text;
    if (o->output->kind == OUTPUT_OUTCOME) {
        shown = display_outcome(m, o->output, o->value);
    } else {
        display_value(o->value, o->output->unit, text);
    }
    note(n, arena_format(n->arena, "%s : %s", o->output->label, shown ? shown : "?"));
}

/* When the volet ends, if that is over or decided; else NULL. */
static const char *end_of_contract(const struct contract_volet *c, enum volet_status status, struct arena *arena) {
    char date[DAY_TEXT];
    const char *text;
    if (status != VOLET_ENDED && !c->ended_by_avenant) return NULL;
    text = arena_format(arena, "%s le %s", status == VOLET_ENDED ? "échu" : "prend fin", day_french(c->end, date));
    if (!c->ended_by_avenant) return text;
    return arena_format(arena, "%s, par un avenant de résiliation signé le %s", text,
                        day_french(c->avenants[c->avenant_count - 1].signature, date));
}

/* A product whose own rate is in the amount. */
static void note_product(struct notes *n, const struct contract_product *product) {
    static const struct value_spec exact_rate = {.type = TYPE_RATE};
    char rate[DISPLAY_MAX], reimbursed[DISPLAY_MAX];
    display_slot(&exact_rate, product->rate, rate);
    french_centimes(product->reimbursed, false, reimbursed);
    note(n, arena_format(n->arena, "%s %s%s%s : taux propre %s, remboursé %s", product->lpp ? "LPP" : "UCD",
                         product->code, *product->label ? ", " : "", product->label, rate, reimbursed));
}

static void note_amount(struct notes *n, const struct grid *g, uint32_t row, const struct audited_amount *a) {
    const struct contract_volet *contract = &g->batch->records[g->record].contract[row];
    const char *text = arena_format(n->arena, "%s (%s)", a->output->label, a->output->article);
    char ceiling[DISPLAY_MAX];
    uint32_t k;
    if (a->guard.has_ceiling && !a->nature->months) {
        display_value(a->guard.ceiling, "euros", ceiling);
        text = arena_format(n->arena, "%s, plafond %s", text, ceiling);
    }
    if (a->suspended)
        text = arena_format(n->arena, "%s, suspendue et hors du total : %s", text, g->batch->campaign->suspended[row]);
    if (a->guard.at_ceiling) text = arena_format(n->arena, "%s, arrondie sous le plafond", text);
    for (k = 0; a->nature->months && k < contract->act_count; k++)
        text = arena_format(n->arena, "%s%s %s", text, k ? " ;" : " :", contract->acts[k]);
    note(n, text);
    if (a->nature->note) note(n, a->nature->note);
    if (a->nature != model_products_nature(g->rows[row].volet, NULL)) return;
    for (k = 0; k < contract->product_count; k++) note_product(n, &contract->products[k]);
}

/* What the directeur général retains, his reason, and what it passes. */
static void note_decision(struct notes *n, const struct retained *r) {
    const char *text;
    char date[DAY_TEXT];
    uint32_t k;
    if (!r->decision) return;
    text =
        arena_format(n->arena, "Montant retenu par le directeur général : %s", display_decision(r->decision, n->arena));
    if (r->decision->date)
        text = arena_format(n->arena, "%s (décision du %s)", text, day_french(r->decision->date, date));
    note(n, arena_format(n->arena, "%s : %s", text, r->decision->reason));
    for (k = 0; k < r->alert_count; k++) note(n, arena_format(n->arena, "Alerte : %s", r->alerts[k]));
}

/* Facts, amounts and reasons of the rows. */
static void print_notes(FILE *stream, const struct grid *g, struct arena *arena) {
    struct notes n = {stream, arena};
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        int32_t plugin = g->batch->campaign->volet_plugin[row];
        const char *end = end_of_contract(&g->batch->records[g->record].contract[row], v->status, arena);
        if (v->status < VOLET_EVALUATED) {
            if (end) fprintf(stream, "  %s : %s\n", g->rows[row].volet->label, end);
            continue;
        }
        fprintf(stream, "  %s : %s\n", g->rows[row].volet->label, display_status(v->status));
        if (end) note(&n, end);
        for (k = 0; k < v->output_count && !v->refused; k++)
            if (v->outputs[k].output->kind != OUTPUT_AMOUNT && v->outputs[k].state == CAQES_KNOWN)
                note_output(&n, &v->outputs[k], g->batch->campaign->plugins[plugin].plugin->manifest);
        for (k = 0; k < v->amount_count; k++) note_amount(&n, g, row, &v->amounts[k]);
        for (k = 0; k < v->reason_count; k++) note(&n, v->reasons[k]);
        note_decision(&n, &g->rows[row].retained);
    }
}

/* Whether some row has a result: else a partial sum of 0 would look like one. */
static bool has_result(const struct grid *g) {
    uint32_t row;
    for (row = 0; row < g->row_count; row++)
        if (g->rows[row].verdict.status == VOLET_EVALUATED || g->rows[row].verdict.status == VOLET_REFUSED) return true;
    return false;
}

static void print_total(FILE *stream, const struct grid *g, struct arena *arena) {
    struct cell *cells = arena_array(arena, COLUMNS, sizeof *cells);
    char text[DISPLAY_MAX] = "aucun";
    uint32_t row;
    cell_add(&cells[0], "TOTAL", widths[0], arena);
    cell_add(&cells[1], arena_format(arena, "total %s", display_total_state(g->state)), widths[1], arena);
    for (row = 0; row < g->row_count; row++)
        if (withholds_total(&g->rows[row].verdict))
            cell_add(&cells[1],
                     arena_format(arena, "(%s : %s)", g->rows[row].volet->label,
                                  display_status(g->rows[row].verdict.status)),
                     widths[1], arena);
    if (g->state != TOTAL_NONE) french_centimes(g->total, true, text);
    cell_add(&cells[5], g->state == TOTAL_PARTIAL && !has_result(g) ? "—" : text, widths[5], arena);
    if (g->has_retained) {
        strcpy(text, "aucun");
        if (g->retained_state != TOTAL_NONE) french_centimes(g->retained_total, true, text);
        cell_add(&cells[1], arena_format(arena, "total retenu %s", display_total_state(g->retained_state)), widths[1],
                 arena);
        cell_add(&cells[5], arena_format(arena, "retenu : %s", text), widths[5], arena);
    }
    print_cells(stream, cells);
}

/* The group the establishment belongs to, and the EG for which it signs. */
static void print_groups(FILE *stream, const struct record *r) {
    uint32_t k;
    if (r->ght && *r->ght) fprintf(stream, "  GHT : %s\n", r->ght);
    for (k = 0; k < r->entity_count; k++)
        fprintf(stream, "  %s %s%s%s\n", k ? "    " : "EG :", r->entities[k].finess, *r->entities[k].name ? "  " : "",
                r->entities[k].name);
}

/* Values that a later extraction replaced: the one that counts comes before them. */
static void note_replaced(struct notes *n, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    const struct provenance *counts = NULL;
    char value[DISPLAY_MAX] = "", then[DAY_TEXT], now[DAY_TEXT];
    uint32_t k;
    for (k = 0; k < r->provenance_count; k++) {
        const struct provenance *p = &r->provenances[k];
        const struct value_spec *spec = g->batch->campaign->layout->columns[p->column].spec;
        if (!p->replaced) counts = p;
        if (!p->replaced || !counts) continue;
        if (p->presence == CAQES_PRESENT) display_slot(spec, p->value, value);
        note(n, arena_format(n->arena, "%s : %s du %s, remplacé par l'extraction du %s", spec->label,
                             p->presence == CAQES_PRESENT ? value : "donnée absente", day_french(p->extraction, then),
                             day_french(counts->extraction, now)));
    }
}

/* What a reader should know, and that changes no amount. */
static void print_notices(FILE *stream, const struct grid *g, struct arena *arena) {
    const struct record *r = &g->batch->records[g->record];
    struct notes n = {stream, arena};
    bool any = g->notice_count > 0;
    uint32_t k;
    for (k = 0; k < r->provenance_count; k++) any = any || r->provenances[k].replaced;
    if (any) fputs("  À savoir :\n", stream);
    for (k = 0; k < g->notice_count; k++) note(&n, g->notices[k]);
    note_replaced(&n, g);
}

void table_print(FILE *stream, const struct grid *g, struct arena *arena) {
    const struct ruled rules = {.stream = stream, .widths = widths, .columns = COLUMNS};
    const struct record *r = &g->batch->records[g->record];
    struct cell *cells = arena_array(arena, COLUMNS, sizeof *cells);
    unsigned column;
    uint32_t row;
    fprintf(stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    print_groups(stream, r);
    for (column = 0; column < COLUMNS; column++) cell_add(&cells[column], heads[column], widths[column], arena);
    ruled_line(&rules, RULED_TOP);
    print_cells(stream, cells);
    ruled_line(&rules, RULED_BETWEEN);
    for (row = 0; row < g->row_count; row++) {
        print_row(stream, g, &g->rows[row], arena);
        ruled_line(&rules, RULED_BETWEEN);
    }
    print_total(stream, g, arena);
    ruled_line(&rules, RULED_BOTTOM);
    print_notes(stream, g, arena);
    if (g->fault) fprintf(stream, "  TOTAL : %s\n", g->fault);
    if (g->contract_ceiling_applied)
        fputs("  Sanctions réduites ensemble au plafond de l'ensemble du contrat.\n", stream);
    print_notices(stream, g, arena);
    fputc('\n', stream);
}
