/* SPDX-License-Identifier: MIT */
#include "host/measure/formula.h"
#include "host/measure/measure.h"

#include <string.h>

/* Steps that the host may append to judge a row: per indicator its formula and its gradation. */
static uint32_t judge_capacity(const struct manifest *m) {
    uint32_t steps = 1, i;
    for (i = 0; i < m->indicator_count; i++) steps += formula_steps(&m->indicators[i]) + 1;
    return steps;
}

static uint8_t *slot_decimals(const struct manifest *m, struct arena *arena) {
    uint8_t *decimals = arena_array(arena, m->slot_count, 1);
    uint32_t s;
    for (s = 0; s < m->slot_count; s++) decimals[s] = m->slots[s]->decimals;
    return decimals;
}

/* Rows of the records that a plugin applies to, with their slots filled. */
static void open_plugin(struct batch *b, uint32_t plugin, const uint64_t *matches) {
    const struct campaign *c = b->campaign;
    const struct manifest *m = c->plugins[plugin].plugin->manifest;
    struct plugin_rows *rows = &b->plugins[plugin];
    struct caqes_record *heads = arena_array(b->arena, b->count, sizeof *heads);
    int64_t *values = arena_array(b->arena, (size_t)b->count * m->slot_count, sizeof *values);
    uint8_t *presences = arena_array(b->arena, (size_t)b->count * m->slot_count, sizeof *presences);
    uint32_t r;
    rows->record_of_row = arena_array(b->arena, b->count, sizeof(uint32_t));
    rows->row_of_record = arena_array(b->arena, b->count, sizeof(uint32_t));
    for (r = 0; r < b->count; r++) {
        size_t first = (size_t)rows->count * m->slot_count;
        rows->row_of_record[r] = NO_ROW;
        if (!(b->assigned[r] >> plugin & 1U)) continue;
        campaign_fill(c, plugin, &b->records[r], matches[r], values + first, presences + first, NULL);
        rows->record_of_row[rows->count] = r;
        rows->row_of_record[r] = rows->count++;
    }
    rows->slots = (struct caqes_batch){.size = sizeof rows->slots,
                                       .record_count = rows->count,
                                       .slot_count = m->slot_count,
                                       .record_stride = sizeof *heads,
                                       .obligation_stride = sizeof(struct caqes_obligation),
                                       .curve_count = c->curve_count,
                                       .decimals = slot_decimals(m, b->arena),
                                       .values = values,
                                       .presences = presences,
                                       .records = heads,
                                       .curves = c->curves,
                                       .points = c->points};
}

void batch_open(struct batch *b, const struct campaign *campaign, const struct record *records, uint32_t count,
                struct arena *arena) {
    uint64_t matches[BATCH_RECORDS];
    uint32_t r, p;
    memset(b, 0, sizeof *b);
    b->campaign = campaign;
    b->arena = arena;
    b->records = records;
    b->count = count;
    for (r = 0; r < count; r++) {
        matches[r] = campaign_match(campaign, &records[r]);
        b->assigned[r] = campaign_assigned(campaign, matches[r]);
    }
    for (p = 0; p < campaign->plugin_count; p++) open_plugin(b, p, matches);
}

/* Explanations of one plugin: empty, or beginning with what its measure verb said. */
static void measure_coded(struct batch *b, uint32_t plugin) {
    const struct plugin *p = b->campaign->plugins[plugin].plugin;
    struct plugin_rows *rows = &b->plugins[plugin];
    struct answer *answers = NULL;
    uint32_t row, capacity = judge_capacity(p->manifest);
    rows->explanations = arena_array(b->arena, rows->count, sizeof *rows->explanations);
    rows->faults = arena_array(b->arena, rows->count, sizeof *rows->faults);
    if (b->campaign->plugins[plugin].refusal == NULL && p->manifest->coded_count > 0) {
        answers = arena_array(b->arena, rows->count, sizeof *answers);
        plugin_call(p, VERB_MEASURE, &rows->slots, capacity, b->arena, answers);
    }
    for (row = 0; row < rows->count; row++) {
        rows->faults[row] = b->campaign->plugins[plugin].refusal;
        if (answers) {
            rows->explanations[row] = answers[row].explanation;
            rows->faults[row] = answers[row].fault;
            if (answers[row].fault) b->failed[plugin] |= UINT64_C(1) << rows->record_of_row[row];
        } else {
            rows->explanations[row] = explanation_open(p->manifest, &rows->slots, row, capacity, b->arena);
        }
    }
}

void measure(struct batch *b) {
    uint32_t p, row;
    for (p = 0; p < b->campaign->plugin_count; p++) {
        struct plugin_rows *rows = &b->plugins[p];
        const struct manifest *m = b->campaign->plugins[p].plugin->manifest;
        measure_coded(b, p);
        rows->results = arena_unzeroed(b->arena, (size_t)rows->count * m->indicator_count, sizeof *rows->results);
        for (row = 0; row < rows->count; row++) judge_row(b, p, row);
    }
    measure_obligations(b);
}
