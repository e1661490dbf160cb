/* SPDX-License-Identifier: MIT */
#include "host/report/table.h"

#include "host/base/text.h"
#include "host/report/display.h"

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

/* Bytes of the longest beginning of text that fits `width` columns. */
static size_t fitting(const char *text, unsigned width) {
    size_t i = 0;
    unsigned columns = 0;
    while (text[i]) {
        size_t next = i + 1;
        while (((unsigned char)text[next] & 0xC0) == 0x80) next++;
        if (++columns > width) break;
        i = next;
    }
    return i;
}

/* Adds text to a cell, cut at spaces, or within a word that is too long. */
static void cell_add(struct cell *cell, const char *text, unsigned width, struct arena *arena) {
    while (*text && cell->count < MAX_LINES) {
        size_t cut = fitting(text, width), end = cut;
        if (text[cut]) {
            while (end > 0 && text[end] != ' ') end--;
            if (end == 0) end = cut;
        }
        cell->lines[cell->count++] = arena_copy(arena, text, end);
        text += end;
        while (*text == ' ') text++;
    }
}

static void rule_line(FILE *stream, const char *left, const char *middle, const char *right, const char *stroke) {
    unsigned column, i;
    fputs(left, stream);
    for (column = 0; column < COLUMNS; column++) {
        for (i = 0; i < widths[column] + 2; i++) fputs(stroke, stream);
        fputs(column + 1 < COLUMNS ? middle : right, stream);
    }
    fputc('\n', stream);
}

static void print_cells(FILE *stream, const struct cell *cells) {
    unsigned line, column, most = 1;
    for (column = 0; column < COLUMNS; column++)
        if (cells[column].count > most) most = cells[column].count;
    for (line = 0; line < most; line++) {
        for (column = 0; column < COLUMNS; column++) {
            const char *text = line < cells[column].count ? cells[column].lines[line] : "";
            size_t used = text_columns(text);
            bool right = column == COLUMNS - 1;
            fputs("│ ", stream);
            if (right)
                for (; used < widths[column]; used++) fputc(' ', stream);
            fputs(text, stream);
            for (; used < widths[column]; used++) fputc(' ', stream);
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

/* "oui (1,98 %)": the value too when the obligation has one indicator. */
static const char *result_text(const struct grid *g, const struct obligation_ref *ref,
                               const struct caqes_obligation *o) {
    const struct batch *b = g->batch;
    const struct manifest *m = b->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    const struct plugin_rows *rows = &b->plugins[ref->plugin];
    uint32_t row = rows->row_of_record[g->record], reached = 0, judged = 0, k;
    char value[DISPLAY_MAX];
    for (k = 0; k < declared->indicator_count; k++) {
        const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + declared->indicators[k]];
        judged += r->state == CAQES_KNOWN;
        reached += r->state == CAQES_KNOWN && r->reached;
    }
    if (declared->indicator_count > 1 && o->state == CAQES_KNOWN)
        return arena_format(b->arena, "%s (%u sur %u)", display_obligation(o), reached, judged);
    if (declared->indicator_count == 1 && o->state == CAQES_KNOWN && judged == 1) {
        const struct manifest_indicator *i = &m->indicators[declared->indicators[0]];
        const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + declared->indicators[0]];
        const struct caqes_case *c = &rows->explanations[row];
        struct caqes_fraction exact = caqes_fraction_from_wire(caqes_step_at(c, r->value_step)->value);
        if (r->target_step == CAQES_NO_STEP) return display_obligation(o);
        display_against(exact, caqes_fraction_from_wire(caqes_step_at(c, r->target_step)->value), i->unit, value);
        return arena_format(b->arena, "%s (%s)", display_obligation(o), value);
    }
    return display_obligation(o);
}

/* Whether the contract holds an obligation: one whose coefficients are all 0 is not in it. */
static bool is_in_contract(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
    const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    const struct plugin_rows *rows = &g->batch->plugins[ref->plugin];
    uint32_t row = rows->row_of_record[g->record], k;
    if (o->state != CAQES_NONE) return true;
    for (k = 0; k < declared->indicator_count; k++)
        if (rows->results[(size_t)row * m->indicator_count + declared->indicators[k]].lack != LACK_COEFFICIENT)
            return true;
    return false;
}

static void add_obligations(const struct grid *g, const struct grid_row *row, struct cell *cells) {
    struct arena *arena = g->batch->arena;
    uint32_t k;
    if (row->verdict.status < VOLET_EVALUATED || row->verdict.status == VOLET_REFUSED) return;
    for (k = 0; k < row->ref_count; k++) {
        const struct caqes_obligation *o = &row->obligations[k];
        const struct manifest *m = g->batch->campaign->plugins[row->refs[k].plugin].plugin->manifest;
        unsigned first = (o->role & (CAQES_PRINCIPAL | CAQES_SUPPLEMENTAIRE)) != 0 ? 1 : 3;
        if (o->role == 0 || !is_in_contract(g, &row->refs[k], o)) continue;
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
}

/* Facts, amounts and reasons of the rows. */
static void print_notes(FILE *stream, const struct grid *g, struct arena *arena) {
    struct notes n = {stream, arena};
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        int32_t plugin = g->batch->campaign->volet_plugin[row];
        if (v->status < VOLET_EVALUATED) continue;
        fprintf(stream, "  %s : %s\n", g->rows[row].volet->label, display_status(v->status));
        for (k = 0; k < v->output_count && v->status != VOLET_REFUSED; k++)
            if (v->outputs[k].output->kind != OUTPUT_AMOUNT && v->outputs[k].state == CAQES_KNOWN)
                note_output(&n, &v->outputs[k], g->batch->campaign->plugins[plugin].plugin->manifest);
        for (k = 0; k < v->amount_count; k++) note_amount(&n, g, row, &v->amounts[k]);
        for (k = 0; k < v->reason_count; k++) note(&n, v->reasons[k]);
    }
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
    cell_add(&cells[5], text, widths[5], arena);
    print_cells(stream, cells);
}

void table_print(FILE *stream, const struct grid *g, struct arena *arena) {
    const struct record *r = &g->batch->records[g->record];
    struct cell *cells = arena_array(arena, COLUMNS, sizeof *cells);
    unsigned column;
    uint32_t row;
    fprintf(stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    for (column = 0; column < COLUMNS; column++) cell_add(&cells[column], heads[column], widths[column], arena);
    rule_line(stream, "┌", "┬", "┐", "─");
    print_cells(stream, cells);
    rule_line(stream, "├", "┼", "┤", "─");
    for (row = 0; row < g->row_count; row++) {
        print_row(stream, g, &g->rows[row], arena);
        rule_line(stream, "├", "┼", "┤", "─");
    }
    print_total(stream, g, arena);
    rule_line(stream, "└", "┴", "┘", "─");
    print_notes(stream, g, arena);
    if (g->fault) fprintf(stream, "  TOTAL : %s\n", g->fault);
    if (g->contract_ceiling_applied)
        fputs("  Sanctions réduites ensemble au plafond de l'ensemble du contrat.\n", stream);
    fputc('\n', stream);
}

void summary_add(struct run_summary *s, const struct grid *g) {
    uint32_t row, k;
    s->establishments++;
    s->states[g->state]++;
    if (g->state == TOTAL_NONE) return;
    s->total += g->total;
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.amount_count; k++) {
            const struct audited_amount *a = &g->rows[row].verdict.amounts[k];
            if (a->suspended || a->nature->sign == 0) continue;
            if (a->units > 0) s->interessements += a->units;
            if (a->units < 0) s->sanctions += a->units;
        }
}

static void print_sum(FILE *stream, const char *label, caqes_int128 centimes) {
    char text[DISPLAY_MAX];
    if (centimes > INT64_MAX || centimes < INT64_MIN) {
        snprintf(text, sizeof text, "(trop grand)");
    } else {
        french_centimes((int64_t)centimes, true, text);
    }
    fprintf(stream, "  %s : %s\n", label, text);
}

void summary_print(FILE *stream, const struct run_summary *s) {
    if (s->establishments == 0) return; /* nothing was evaluated: a total of 0 would look like a result */
    fprintf(stream, "Campagne : %u établissement%s ; totaux complets %u, partiels %u, aucun %u\n", s->establishments,
            s->establishments > 1 ? "s" : "", s->states[TOTAL_COMPLETE], s->states[TOTAL_PARTIAL],
            s->states[TOTAL_NONE]);
    if (s->refused) fprintf(stream, "  dossiers refusés : %u\n", s->refused);
    print_sum(stream, "intéressements", s->interessements);
    print_sum(stream, "sanctions", s->sanctions);
    print_sum(stream, "total", s->total);
}
