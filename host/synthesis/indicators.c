/* SPDX-License-Identifier: MIT */
#include "host/synthesis/indicators.h"

#include <string.h>

static void open_plugin(struct synthesis *s, uint32_t volet) {
    const struct campaign *c = s->campaign;
    int32_t plugin = c->volet_plugin[volet];
    const struct manifest *m;
    uint32_t k;
    if (plugin < 0) return;
    m = c->plugins[plugin].plugin->manifest;
    for (k = 0; k < m->indicator_count; k++) {
        enum indicator_kind kind = m->indicators[k].kind;
        s->rows[s->row_count++] = (struct indicator_synthesis){.indicator = &m->indicators[k],
                                                               .volet = &c->model->volets[volet],
                                                               .plugin = (uint32_t)plugin,
                                                               .index = k,
                                                               .volet_index = volet,
                                                               .pooled = kind == KIND_RATIO || kind == KIND_GROWTH};
    }
}

void synthesis_open(struct synthesis *s, const struct campaign *campaign, struct arena *arena) {
    uint32_t volet, count = 0;
    *s = (struct synthesis){.campaign = campaign};
    for (volet = 0; volet < campaign->model->volet_count; volet++)
        if (campaign->volet_plugin[volet] >= 0)
            count += campaign->plugins[campaign->volet_plugin[volet]].plugin->manifest->indicator_count;
    s->rows = arena_array(arena, count, sizeof *s->rows);
    for (volet = 0; volet < campaign->model->volet_count; volet++) open_plugin(s, volet);
}

static caqes_int128 sum_of(const struct caqes_case *c, const uint32_t *slots, uint32_t count) {
    caqes_int128 sum = 0;
    uint32_t k;
    for (k = 0; k < count; k++) sum += c->values[slots[k]];
    return sum;
}

/* The data of a known value, into the sums. Inputs that are added have one type: their decimals cancel out. */
static void add_data(struct indicator_synthesis *row, const struct caqes_case *c) {
    const struct manifest_indicator *i = row->indicator;
    if (i->kind == KIND_RATIO) {
        row->above += sum_of(c, i->numerator, i->numerator_count);
        row->below += sum_of(c, i->denominator, i->denominator_count);
    } else {
        row->above += c->values[i->numerator[0]];
        row->below += c->values[i->numerator[1]];
    }
}

static void add_value(struct indicator_synthesis *row, const struct caqes_case *c, uint32_t step) {
    struct caqes_fraction value;
    if (step == CAQES_NO_STEP || caqes_step_at(c, step)->state != CAQES_KNOWN) return;
    value = caqes_fraction_from_wire(caqes_step_at(c, step)->value);
    if (row->measured == 0 || caqes_fraction_compare(value, row->least) < 0) row->least = value;
    if (row->measured == 0 || caqes_fraction_compare(value, row->most) > 0) row->most = value;
    row->measured++;
    if (row->pooled) add_data(row, c);
}

void synthesis_add(struct synthesis *s, const struct batch *b, uint32_t record) {
    uint32_t k;
    s->establishments++;
    for (k = 0; k < s->row_count; k++) {
        struct indicator_synthesis *row = &s->rows[k];
        const struct plugin_rows *rows = &b->plugins[row->plugin];
        const struct manifest *m = s->campaign->plugins[row->plugin].plugin->manifest;
        const struct indicator_result *r;
        uint32_t at = rows->row_of_record[record];
        if (at == NO_ROW || b->records[record].contract[row->volet_index].status != CONTRACT_IN_FORCE) continue;
        r = &rows->results[(size_t)at * m->indicator_count + row->index];
        switch ((enum caqes_state)r->state) {
        case CAQES_KNOWN: r->reached ? row->reached++ : row->missed++; break;
        case CAQES_NONE: row->none++; break;
        case CAQES_UNKNOWN: row->unknown++; break;
        default: row->failed++;
        }
        add_value(row, &rows->explanations[at], r->value_step);
    }
}

bool synthesis_value(const struct indicator_synthesis *row, struct caqes_fraction *out) {
    struct caqes_fraction below = {row->below, 1};
    *out = (struct caqes_fraction){row->above, 1};
    if (!row->pooled || row->measured == 0 || row->below == 0) return false;
    if (row->indicator->kind == KIND_GROWTH && !caqes_fraction_subtract(*out, below, out)) return false;
    return caqes_fraction_divide(*out, below, out);
}
