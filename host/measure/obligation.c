/* SPDX-License-Identifier: MIT
 *
 * obligation.c: from indicators to the obligations of each volet. */
#include "host/measure/measure.h"

#include <string.h>

/* Every obligation that some plugin attaches to a volet, in the order of the campaign's plugins: the
 * volet's own plugin comes first. */
static void collect_refs(struct batch *b, uint32_t volet) {
    const struct campaign *c = b->campaign;
    struct volet_rows *v = &b->volets[volet];
    struct obligation_ref *refs;
    uint32_t p, o, total = 0;
    for (p = 0; p < c->plugin_count; p++) total += c->plugins[p].plugin->manifest->obligation_count;
    refs = arena_array(b->arena, total, sizeof *refs);
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        for (o = 0; o < m->obligation_count; o++)
            if (strcmp(m->obligations[o].volet, c->model->volets[volet].code) == 0)
                refs[v->ref_count++] = (struct obligation_ref){p, o};
    }
    v->refs = refs;
}

/* With the alternative convention, a datum that was not supplied counts as not attained. */
static uint32_t counted_state(const struct indicator_result *r, bool missing_counts_zero) {
    if (missing_counts_zero && r->state == CAQES_UNKNOWN && r->lack == LACK_DATUM) return CAQES_KNOWN;
    return r->state;
}

static bool any_weighs(const struct manifest_obligation *o, const struct indicator_result *results) {
    uint32_t k;
    for (k = 0; k < o->indicator_count; k++)
        if (results[o->indicators[k]].coefficient.num > 0) return true;
    return false;
}

/* Reached: all its applicable indicators are, those with a coefficient; of a general obligation that has none, all. */
static void measure_obligation(const struct manifest_obligation *o, const struct indicator_result *results,
                               bool missing_counts_zero, struct caqes_obligation *out) {
    struct caqes_fraction weighted = caqes_fraction_of(0, 1), total = caqes_fraction_of(0, 1), part;
    bool exact = true, weighs = any_weighs(o, results);
    uint32_t k;
    out->role = (uint16_t)o->role;
    out->state = CAQES_NONE;
    out->reached = 1;
    for (k = 0; k < o->indicator_count; k++) {
        const struct indicator_result *r = &results[o->indicators[k]];
        uint32_t state = counted_state(r, missing_counts_zero);
        if (state == CAQES_NONE || (weighs && r->coefficient.num == 0)) continue;
        if (out->state == CAQES_NONE || state > out->state) out->state = (uint16_t)state;
        if (state != CAQES_KNOWN) continue;
        if (!r->reached) out->reached = 0;
        exact = exact && caqes_fraction_multiply(r->coefficient, r->attainment, &part) &&
                caqes_fraction_add(weighted, part, &weighted) && caqes_fraction_add(total, r->coefficient, &total);
    }
    if (!exact) out->state = CAQES_FAILED;
    if (out->state != CAQES_KNOWN) out->reached = 0;
    out->weighted = caqes_fraction_to_wire(weighted);
    out->coefficient = caqes_fraction_to_wire(total);
}

static const struct indicator_result *results_of(const struct batch *b, uint32_t record, uint32_t plugin) {
    const struct plugin_rows *rows = &b->plugins[plugin];
    const struct manifest *m = b->campaign->plugins[plugin].plugin->manifest;
    if (rows->row_of_record[record] == NO_ROW) return NULL;
    return &rows->results[(size_t)rows->row_of_record[record] * m->indicator_count];
}

bool obligation_weighs(const struct batch *b, uint32_t record, const struct obligation_ref *ref) {
    const struct manifest *m = b->campaign->plugins[ref->plugin].plugin->manifest;
    const struct indicator_result *results = results_of(b, record, ref->plugin);
    return results && any_weighs(&m->obligations[ref->obligation], results);
}

void measure_obligations_of(struct batch *b, uint32_t volet, uint64_t records) {
    const struct campaign *c = b->campaign;
    const struct volet_rows *v = &b->volets[volet];
    uint32_t r, k;
    for (r = 0; r < b->count; r++)
        for (k = 0; k < v->ref_count && records >> r & 1U; k++) {
            const struct indicator_result *results = results_of(b, r, v->refs[k].plugin);
            const struct manifest *m = c->plugins[v->refs[k].plugin].plugin->manifest;
            struct caqes_obligation *out = &v->obligations[(size_t)r * v->ref_count + k];
            if (!results) {
                out->state = CAQES_NONE;
                out->weighted = out->coefficient = caqes_fraction_to_wire(caqes_fraction_of(0, 1));
            } else {
                measure_obligation(&m->obligations[v->refs[k].obligation], results, c->missing_counts_zero[volet], out);
            }
        }
}

void measure_obligations(struct batch *b) {
    uint32_t volet;
    for (volet = 0; volet < b->campaign->model->volet_count; volet++) {
        struct volet_rows *v = &b->volets[volet];
        collect_refs(b, volet);
        v->obligations = arena_array(b->arena, (size_t)b->count * v->ref_count, sizeof *v->obligations);
        measure_obligations_of(b, volet, UINT64_MAX);
    }
}
