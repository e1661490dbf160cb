/* SPDX-License-Identifier: MIT */
#include "host/distance/distance.h"

#include "host/plugin/call.h"

#include <stdlib.h>
#include <string.h>

/* What is looked for, on one establishment. */
struct finder {
    const struct grid *grid;
    const struct campaign *campaign;
    const struct record *record;
    struct flipper flipper;
    struct arena *arena;
    bool *columns; /* [column_count]: data that a decision rests on */
    struct distance *list;
    uint32_t count;
};

/* ---- The data that a decision rests on --------------------------------------------------------------- */

/* Given for this very year, by a dossier and not by a contract. */
static bool can_change(const struct finder *f, uint32_t column) {
    const struct layout_column *c = &f->campaign->layout->columns[column];
    return c->input && f->record->presences[column] == CAQES_PRESENT && f->record->ages[column] == 0;
}

static void add_columns(struct finder *f, uint32_t plugin, const struct caqes_case *c, const uint32_t *roots,
                        uint32_t root_count) {
    const struct manifest *m = f->campaign->plugins[plugin].plugin->manifest;
    const bool *reached = explanation_reach(c, roots, root_count, -1, f->arena);
    uint32_t k;
    for (k = 0; k < c->step_count; k++) {
        const struct caqes_step *s = caqes_step_at(c, k);
        int32_t column;
        if (!reached[k] || s->op != CAQES_OP_SLOT || s->a >= m->input_count) continue;
        column = f->campaign->layout->plugins[plugin].columns[s->a];
        if (column >= 0 && can_change(f, (uint32_t)column)) f->columns[column] = true;
    }
}

static void add_of_obligation(struct finder *f, const struct obligation_ref *ref) {
    const struct plugin_rows *rows = &f->grid->batch->plugins[ref->plugin];
    const struct manifest *m = f->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *o = &m->obligations[ref->obligation];
    uint32_t row = rows->row_of_record[f->grid->record], k;
    if (row == NO_ROW) return;
    for (k = 0; k < o->indicator_count; k++) {
        const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + o->indicators[k]];
        const uint32_t roots[2] = {r->value_step, r->reached_step};
        add_columns(f, ref->plugin, &rows->explanations[row], roots, 2);
    }
}

static bool is_base(const struct model_nature *n, const char *key) {
    uint32_t c, b;
    for (c = 0; c < n->ceiling_count; c++)
        for (b = 0; b < n->ceilings[c].base_count; b++)
            if (n->ceilings[c].bases[b]->kind == BASE_INPUT && strcmp(n->ceilings[c].bases[b]->a, key) == 0)
                return true;
    return false;
}

/* That there would be no sanction without products is true, and helps nobody. */
static void leave_bases_out(struct finder *f, const struct model_volet *v) {
    uint32_t k, n;
    for (k = 0; k < f->campaign->layout->column_count; k++)
        for (n = 0; n < v->nature_count && f->columns[k]; n++)
            if (is_base(&v->natures[n], f->campaign->layout->columns[k].key)) f->columns[k] = false;
}

static void add_of_volet(struct finder *f, uint32_t volet) {
    const struct grid_row *row = &f->grid->rows[volet];
    const struct volet_verdict *v = &row->verdict;
    uint32_t k;
    for (k = 0; row->obligations && k < row->ref_count; k++)
        if (row->obligations[k].role != 0) add_of_obligation(f, &row->refs[k]);
    for (k = 0; v->explanation && k < v->output_count; k++)
        if (v->outputs[k].output->kind == OUTPUT_AMOUNT)
            add_columns(f, (uint32_t)f->campaign->volet_plugin[volet], v->explanation, &v->outputs[k].step, 1);
    leave_bases_out(f, row->volet);
}

/* ---- The changes ------------------------------------------------------------------------------------- */

static void insert(const struct finder *f, struct flip *list, uint32_t count, const struct flip *one) {
    uint32_t at = count;
    while (at > 0 && flip_compare(one, &list[at - 1], f->campaign) < 0) at--;
    memmove(&list[at + 1], &list[at], (count - at) * sizeof *list);
    list[at] = *one;
}

/* Turns the decision by each datum that it rests on, in turn. */
static void look(struct finder *f, struct decision decision) {
    struct distance *d = &f->list[f->count];
    uint32_t columns = f->campaign->layout->column_count, k, count = 0;
    struct flip *flips = arena_array(f->arena, columns + 1, sizeof *flips), one;
    d->state = decision_state(f->grid, &decision);
    if (d->state == DECISION_OPEN) return;
    memset(f->columns, 0, columns * sizeof *f->columns);
    if (decision.kind == DECISION_OBLIGATION) {
        add_of_obligation(f, &f->grid->rows[decision.volet].refs[decision.ref]);
    } else {
        add_of_volet(f, decision.volet);
    }
    for (k = 0; k < columns; k++)
        if (f->columns[k] && flip_find(&f->flipper, &decision, d->state, k, &one)) insert(f, flips, count++, &one);
    d->decision = decision;
    d->has_amount = flip_has_amount(f->grid, decision.volet);
    d->amount = f->grid->rows[decision.volet].counted;
    d->flips = flips;
    d->flip_count = count;
    f->count++;
}

static bool has_nature(const struct model_volet *v, bool sanction) {
    uint32_t k;
    for (k = 0; k < v->nature_count; k++)
        if (v->natures[k].sign != 0 && model_nature_is_sanction(&v->natures[k]) == sanction) return true;
    return false;
}

static void look_at_volet(struct finder *f, uint32_t volet) {
    const struct grid_row *row = &f->grid->rows[volet];
    uint32_t k;
    if (row->verdict.status < VOLET_EVALUATED || row->verdict.refused) return; /* nothing is judged */
    for (k = 0; row->obligations && k < row->ref_count; k++)
        if (row->obligations[k].role != 0 && grid_holds_obligation(f->grid, &row->refs[k], &row->obligations[k]))
            look(f, (struct decision){DECISION_OBLIGATION, volet, k});
    if (has_nature(row->volet, true)) look(f, (struct decision){DECISION_SANCTION, volet, 0});
    if (has_nature(row->volet, false)) look(f, (struct decision){DECISION_INTERESSEMENT, volet, 0});
}

void distances_find(struct distances *out, const struct grid *g, int32_t volet, struct arena *arena) {
    const struct campaign *c = g->batch->campaign;
    struct finder f = {.grid = g, .campaign = c, .record = &g->batch->records[g->record], .arena = arena};
    uint32_t v, most = 0;
    f.flipper = (struct flipper){.campaign = c, .record = f.record, .work = ARENA_EMPTY};
    f.columns = arena_array(arena, c->layout->column_count, sizeof *f.columns);
    for (v = 0; v < g->row_count; v++) most += g->rows[v].ref_count + 2;
    f.list = arena_array(arena, most, sizeof *f.list);
    for (v = 0; v < g->row_count; v++)
        if (volet < 0 || (uint32_t)volet == v) look_at_volet(&f, v);
    arena_free(&f.flipper.work);
    *out = (struct distances){g, f.list, f.count};
}
