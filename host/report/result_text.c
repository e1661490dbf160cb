/* SPDX-License-Identifier: MIT */
#include "host/report/result_text.h"

#include "host/report/display.h"

/* Age of the oldest value of another year that an obligation was judged on; 0 when all are of the year. */
static uint8_t age_of(const struct grid *g, const struct obligation_ref *ref) {
    const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    const struct plugin_rows *rows = &g->batch->plugins[ref->plugin];
    const struct indicator_result *results =
        &rows->results[(size_t)rows->row_of_record[g->record] * m->indicator_count];
    const uint8_t *ages = g->batch->records[g->record].ages;
    uint8_t oldest = 0;
    uint32_t k, s;
    for (k = 0; ages && k < declared->indicator_count; k++) {
        const struct manifest_indicator *i = &m->indicators[declared->indicators[k]];
        const int32_t *columns = g->batch->campaign->layout->plugins[ref->plugin].columns;
        if (results[declared->indicators[k]].state != CAQES_KNOWN) continue;
        for (s = 0; s < i->numerator_count + i->denominator_count; s++) {
            uint32_t slot = s < i->numerator_count ? i->numerator[s] : i->denominator[s - i->numerator_count];
            if (ages[columns[slot]] > oldest) oldest = ages[columns[slot]];
        }
    }
    return oldest;
}

/* "oui (1,98 %)": the value too when the obligation has one indicator. */
static const char *undated(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
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
        if (r->lack != LACK_NOTHING) /* its absence counts as not reached */
            return arena_format(b->arena, "%s (%s)", display_obligation(o), display_lack((enum lack)r->lack));
        if (r->target_step == CAQES_NO_STEP) return display_obligation(o);
        display_against(exact, caqes_fraction_from_wire(caqes_step_at(c, r->target_step)->value), i->unit, value);
        return arena_format(b->arena, "%s (%s)", display_obligation(o), value);
    }
    if (grid_result(g, ref, o) != o->state) return arena_format(b->arena, "non (%s)", display_lack(LACK_DATUM));
    return display_obligation(o);
}

/* The result, and the year of its value when it is another. */
const char *result_text(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
    const char *text = undated(g, ref, o);
    uint8_t age = o->state == CAQES_KNOWN ? age_of(g, ref) : 0;
    uint32_t year = g->batch->records[g->record].year;
    return age ? arena_format(g->batch->arena, "%s (valeur de %u)", text, year - age) : text;
}
