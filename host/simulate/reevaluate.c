/* SPDX-License-Identifier: MIT */
#include "host/simulate/reevaluate.h"

#include "host/measure/formula.h"
#include "host/measure/measure.h"
#include "host/settle/settle.h"

#include <string.h>

/* ---- What became of a record ---- */

static enum side side_of(const struct grid *g) {
    if (g->state == TOTAL_NONE) return SIDE_NONE;
    return g->total < 0 ? SIDE_SANCTION : g->total > 0 ? SIDE_INTERESSEMENT : SIDE_NEUTRAL;
}

static void outcome_of(const struct grid *g, struct outcome *out) {
    uint32_t row, k;
    memset(out, 0, sizeof *out);
    summary_add(&out->sum, g);
    out->side = side_of(g);
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        out->incomplete += v->status == VOLET_INCOMPLETE;
        out->in_error += v->status == VOLET_ERROR;
        for (k = 0; k < v->amount_count && g->state != TOTAL_NONE; k++)
            out->sanctions += model_nature_is_sanction(v->amounts[k].nature) && !v->amounts[k].suspended;
    }
}

struct base_batch *evaluate_base(const struct campaign *campaign, const struct record *records, uint32_t count,
                                 struct arena *arena) {
    struct base_batch *base = arena_alloc(arena, sizeof *base);
    uint32_t r;
    batch_open(&base->batch, campaign, records, count, arena);
    measure(&base->batch);
    settle(&base->batch);
    for (r = 0; r < count; r++) {
        base->matches[r] = campaign_match(campaign, &records[r]);
        grid_build(&base->batch, r, &base->grids[r]);
        outcome_of(&base->grids[r], &base->outcomes[r]);
    }
    return base;
}

/* ---- A scenario over a batch ---- */

struct run {
    const struct base_batch *base;
    const struct scenario_campaign *scenario;
    struct batch x;                     /* as the base, but for what is done again */
    uint32_t slots[SCENARIO_MOST_AXES]; /* that vary, of the plugin at hand */
    bool prevails[SCENARIO_MOST_AXES];
    uint32_t slot_count;
    uint64_t judged[MODEL_MAX_VOLETS];  /* records whose obligations are to be counted again */
    uint64_t settled[MODEL_MAX_VOLETS]; /* to be settled again */
};

static void *copy_of(struct arena *arena, const void *from, size_t count, size_t size) {
    void *copy = arena_array(arena, count, size);
    if (count) memcpy(copy, from, count * size);
    return copy;
}

static void list_slots(struct run *run, uint32_t plugin) {
    const struct scenarios *s = run->scenario->scenarios;
    uint32_t a;
    run->slot_count = 0;
    for (a = 0; a < s->axis_count; a++) {
        if (s->axes[a].kind == AXIS_CEILING || s->axes[a].plugin != plugin) continue;
        run->prevails[run->slot_count] = s->axes[a].prevails;
        run->slots[run->slot_count++] = s->axes[a].slot;
    }
}

/* The slots of a plugin's rows under the scenario, and which rows differ from the base, bits by row. */
static uint64_t fill_rows(struct run *run, uint32_t plugin) {
    const struct campaign *c = run->x.campaign;
    struct plugin_rows *rows = &run->x.plugins[plugin];
    uint32_t slots = rows->slots.slot_count, row, k;
    int64_t *values = arena_array(run->x.arena, (size_t)rows->count * slots, sizeof *values);
    uint8_t *presences = arena_array(run->x.arena, (size_t)rows->count * slots, sizeof *presences);
    uint64_t changed = 0;
    list_slots(run, plugin);
    for (row = 0; row < rows->count; row++) {
        size_t first = (size_t)row * slots;
        uint32_t r = rows->record_of_row[row];
        campaign_fill(c, plugin, &run->x.records[r], run->base->matches[r], values + first, presences + first, NULL);
        for (k = 0; k < run->slot_count; k++) {
            uint32_t slot = run->slots[k];
            if (run->prevails[k]) {
                values[first + slot] = c->plugins[plugin].base.values[slot];
                presences[first + slot] = CAQES_PRESENT;
            }
            if (values[first + slot] != rows->slots.values[first + slot] ||
                presences[first + slot] != rows->slots.presences[first + slot])
                changed |= UINT64_C(1) << row;
        }
    }
    rows->slots.values = values;
    rows->slots.presences = presences;
    rows->slots.curves = c->curves;
    rows->slots.points = c->points;
    rows->slots.curve_count = c->curve_count;
    return changed;
}

static bool varies(const struct run *run, int32_t slot) {
    uint32_t k;
    for (k = 0; k < run->slot_count; k++)
        if (slot >= 0 && run->slots[k] == (uint32_t)slot) return true;
    return false;
}

/* Whether what an uncoded indicator is worth rests on a figure that varies. */
static bool rests(const struct run *run, const struct manifest_indicator *i) {
    return varies(run, i->target_slot) || varies(run, i->tolerance_slot) || varies(run, (int32_t)i->coefficient_slot) ||
           varies(run, (int32_t)i->gradation_slot);
}

/* The values of coded indicators, from the plugin, for the rows that differ; room for `capacity` more steps. */
static void call_measure(struct run *run, uint32_t plugin, uint64_t changed, uint32_t capacity) {
    struct plugin_rows *rows = &run->x.plugins[plugin];
    struct arena *work = run->x.arena;
    uint32_t slots = rows->slots.slot_count, count = 0, row;
    struct caqes_batch call = rows->slots;
    int64_t *values = arena_array(work, (size_t)rows->count * slots, sizeof *values);
    uint8_t *presences = arena_array(work, (size_t)rows->count * slots, sizeof *presences);
    struct answer *answers = arena_array(work, rows->count, sizeof *answers);
    for (row = 0; row < rows->count; row++) {
        if (!(changed >> row & 1U)) continue;
        memcpy(values + (size_t)count * slots, rows->slots.values + (size_t)row * slots, slots * sizeof *values);
        memcpy(presences + (size_t)count * slots, rows->slots.presences + (size_t)row * slots, slots);
        count++;
    }
    call.values = values;
    call.presences = presences;
    call.record_count = count;
    plugin_call(run->x.campaign->plugins[plugin].plugin, VERB_MEASURE, &call, capacity, work, answers);
    for (row = 0; row < rows->count; row++) {
        if (!(changed >> row & 1U)) continue;
        rows->explanations[row] = answers->explanation;
        rows->faults[row] = answers->fault;
        answers++;
    }
}

static bool same_result(const struct indicator_result *a, const struct indicator_result *b) {
    return a->state == b->state && a->lack == b->lack && a->lack_slot == b->lack_slot && a->reached == b->reached &&
           a->coefficient.num == b->coefficient.num && a->coefficient.den == b->coefficient.den &&
           a->attainment.num == b->attainment.num && a->attainment.den == b->attainment.den;
}

/* Judges the rows that differ again; the records of which some result is another, bits by index. */
static uint64_t judge_again(struct run *run, uint32_t plugin, uint64_t changed) {
    const struct campaign_plugin *p = &run->x.campaign->plugins[plugin];
    const struct manifest *m = p->plugin->manifest;
    struct plugin_rows *rows = &run->x.plugins[plugin];
    bool coded = m->coded_count > 0 && !p->refusal;
    uint32_t capacity = 1, row, k;
    uint64_t records = 0;
    for (k = 0; k < m->indicator_count; k++)
        if (coded || rests(run, &m->indicators[k])) capacity += formula_steps(&m->indicators[k]) + 1;
    rows->explanations = copy_of(run->x.arena, rows->explanations, rows->count, sizeof *rows->explanations);
    rows->faults = copy_of(run->x.arena, rows->faults, rows->count, sizeof *rows->faults);
    rows->results =
        copy_of(run->x.arena, rows->results, (size_t)rows->count * m->indicator_count, sizeof *rows->results);
    if (coded) call_measure(run, plugin, changed, capacity);
    for (row = 0; row < rows->count; row++) {
        if (!(changed >> row & 1U)) continue;
        if (!coded) rows->explanations[row] = explanation_open(m, &rows->slots, row, capacity, run->x.arena);
        for (k = 0; k < m->indicator_count; k++) {
            size_t at = (size_t)row * m->indicator_count + k;
            if (!coded && !rests(run, &m->indicators[k])) continue;
            judge_indicator(&run->x, plugin, row, k);
            if (!same_result(&rows->results[at], &run->base->batch.plugins[plugin].results[at]))
                records |= UINT64_C(1) << rows->record_of_row[row];
        }
    }
    return records;
}

/* A plugin of which a parameter varies: what it measures, and for whom that changes what is settled. */
static void redo_plugin(struct run *run, uint32_t plugin) {
    struct plugin_rows *rows = &run->x.plugins[plugin];
    uint64_t changed = fill_rows(run, plugin), results, records = 0;
    uint32_t v, k, row;
    if (!changed) return;
    results = judge_again(run, plugin, changed);
    for (row = 0; row < rows->count; row++)
        if (changed >> row & 1U) records |= UINT64_C(1) << rows->record_of_row[row];
    for (v = 0; v < run->x.campaign->model->volet_count; v++) {
        bool feeds = false;
        for (k = 0; k < run->x.volets[v].ref_count; k++) feeds = feeds || run->x.volets[v].refs[k].plugin == plugin;
        if (feeds) run->judged[v] |= results;
        if (run->x.campaign->volet_plugin[v] == (int32_t)plugin) run->settled[v] |= records;
    }
}

static void redo_volet(struct run *run, uint32_t volet) {
    struct volet_rows *v = &run->x.volets[volet];
    run->settled[volet] |= run->judged[volet];
    if (run->judged[volet]) {
        v->obligations =
            copy_of(run->x.arena, v->obligations, (size_t)run->x.count * v->ref_count, sizeof *v->obligations);
        measure_obligations_of(&run->x, volet, run->judged[volet]);
    }
    if (run->settled[volet] && run->x.campaign->volet_plugin[volet] >= 0) {
        uint32_t rows = 0, r;
        for (r = 0; r < run->x.count; r++) rows += v->row_of_record[r] != NO_ROW;
        v->answers = copy_of(run->x.arena, v->answers, rows, sizeof *v->answers);
        settle_volet(&run->x, volet, run->settled[volet]);
    }
}

/* A verdict that stands; its amounts are those before they shared the ceiling over the contract. */
static void take_over(struct volet_verdict *v, struct arena *arena) {
    uint32_t k;
    if (v->amount_count == 0) return;
    v->amounts = copy_of(arena, v->amounts, v->amount_count, sizeof *v->amounts);
    for (k = 0; k < v->amount_count; k++) v->amounts[k].units = v->amounts[k].before_sharing;
}

static void redo_grid(struct run *run, uint32_t record, const uint64_t *audited, struct outcome *out) {
    struct grid g;
    uint32_t v;
    grid_open(&run->x, record, &g);
    for (v = 0; v < g.row_count; v++) {
        struct volet_verdict *verdict = &g.rows[v].verdict;
        if (audited[v] >> record & 1U) {
            audit_volet(&run->x, record, v, verdict);
        } else {
            *verdict = run->base->grids[record].rows[v].verdict;
            take_over(verdict, run->x.arena);
        }
    }
    grid_add_up(&g);
    outcome_of(&g, out);
}

static void count_failures(const struct batch *x, uint64_t *failed) {
    uint32_t p, v, row, r;
    for (p = 0; p < x->campaign->plugin_count; p++) {
        const struct plugin_rows *rows = &x->plugins[p];
        failed[p] = 0;
        if (x->campaign->plugins[p].refusal) continue;
        for (row = 0; row < rows->count; row++)
            if (rows->faults[row]) failed[p] |= UINT64_C(1) << rows->record_of_row[row];
    }
    for (v = 0; v < x->campaign->model->volet_count; v++)
        for (r = 0; r < x->count && x->campaign->volet_plugin[v] >= 0; r++)
            if (x->volets[v].row_of_record[r] != NO_ROW && x->volets[v].answers[x->volets[v].row_of_record[r]].fault)
                failed[x->campaign->volet_plugin[v]] |= UINT64_C(1) << r;
}

/* All of it again. */
static void redo_all(struct run *run) {
    uint32_t p;
    batch_open(&run->x, run->scenario->campaign, run->base->batch.records, run->base->batch.count, run->x.arena);
    run->x.unsaid = true;
    for (p = 0; p < run->x.campaign->plugin_count; p++)
        if (run->scenario->plugins >> p & 1U) fill_rows(run, p);
    measure(&run->x);
    settle(&run->x);
}

void evaluate_scenario(const struct base_batch *base, const struct scenario_campaign *scenario, bool whole,
                       struct arena *work, struct outcome *outcomes, uint64_t *failed) {
    struct run run = {.base = base, .scenario = scenario, .x = base->batch};
    uint64_t audited[MODEL_MAX_VOLETS] = {0}, any = 0;
    uint32_t volets = base->batch.campaign->model->volet_count, p, v, r;
    run.x.campaign = scenario->campaign;
    run.x.arena = work;
    run.x.unsaid = true;
    if (whole) {
        redo_all(&run);
    } else {
        for (p = 0; p < run.x.campaign->plugin_count; p++)
            if (scenario->plugins >> p & 1U) redo_plugin(&run, p);
        for (v = 0; v < volets; v++) redo_volet(&run, v);
    }
    for (v = 0; v < volets; v++) {
        audited[v] = whole || (scenario->volets >> v & 1U) ? UINT64_MAX : run.settled[v];
        any |= audited[v];
    }
    for (r = 0; r < base->batch.count; r++) {
        if (any >> r & 1U) {
            redo_grid(&run, r, audited, &outcomes[r]);
        } else {
            outcomes[r] = base->outcomes[r];
        }
    }
    count_failures(&run.x, failed);
}
