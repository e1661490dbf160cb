/* SPDX-License-Identifier: MIT */
#include "host/grid/grid.h"

#include "host/base/rounding.h"
#include "host/grid/notices.h"
#include "host/grid/retained.h"

#include <string.h>

enum { MAX_SHARED = MODEL_MAX_VOLETS }; /* a row has one amount at most */

bool grid_share_ceiling(int64_t limit, struct audited_amount *const *amounts, uint32_t count) {
    caqes_int128 sum = 0, rests[MAX_SHARED];
    int64_t left = limit;
    uint32_t i, best;
    for (i = 0; i < count; i++) sum += -(caqes_int128)amounts[i]->units;
    if (sum <= limit) return false;
    for (i = 0; i < count; i++) {
        caqes_int128 part = -(caqes_int128)amounts[i]->units * limit;
        rests[i] = part % sum;
        amounts[i]->units = -(int64_t)(part / sum);
        left += amounts[i]->units;
    }
    for (; left > 0; left--) {
        for (best = 0, i = 1; i < count; i++)
            if (rests[i] > rests[best]) best = i;
        amounts[best]->units -= 1;
        rests[best] = -1;
    }
    return true;
}

/* The convention "1 % over the contract": all counted sanctions on products share one ceiling. */
static void apply_contract_ceiling(struct grid *g) {
    const struct batch *b = g->batch;
    const struct model *model = b->campaign->model;
    struct audited_amount *shared[MAX_SHARED];
    uint32_t count = 0, row, k;
    const struct caqes_case *slots = NULL;
    const struct manifest *manifest = NULL;
    struct caqes_fraction ceiling;
    const char *missing;
    int64_t limit;
    if (!model->ceiling_over_contract) return;
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.amount_count; k++) {
            struct audited_amount *amount = &g->rows[row].verdict.amounts[k];
            if (!amount->nature->contract_ceiling || amount->suspended) continue;
            shared[count++] = amount;
            slots = g->rows[row].verdict.explanation;
            manifest = b->campaign->plugins[b->campaign->volet_plugin[row]].plugin->manifest;
        }
    if (count < 2) return; /* one amount is already held against the same ceiling */
    if (guard_ceiling(manifest, slots, model->contract_ceiling, &ceiling, &missing) != GUARD_PASSED ||
        !floor_centimes(ceiling, &limit)) {
        g->fault = "le plafond de l'ensemble du contrat ne peut pas être calculé";
        g->state = TOTAL_NONE;
        return;
    }
    g->contract_ceiling_applied = grid_share_ceiling(limit, shared, count);
}

static void add_up(struct grid *g) {
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) {
        struct grid_row *r = &g->rows[row];
        for (k = 0; k < r->verdict.amount_count; k++) {
            const struct audited_amount *amount = &r->verdict.amounts[k];
            if (amount->suspended || amount->nature->sign == 0) continue;
            if (__builtin_add_overflow(r->counted, amount->units, &r->counted) ||
                __builtin_add_overflow(g->total, amount->units, &g->total)) {
                g->fault = "la somme dépasse 64 bits";
                g->state = TOTAL_NONE;
                return;
            }
        }
        if (r->verdict.mandatory_fault || g->fault) {
            g->state = TOTAL_NONE;
        } else if (g->state == TOTAL_COMPLETE && (r->verdict.regional_fault || r->verdict.status == VOLET_INCOMPLETE)) {
            g->state = TOTAL_PARTIAL;
        }
    }
}

void grid_open(const struct batch *b, uint32_t record, struct grid *out) {
    uint32_t volet;
    memset(out, 0, sizeof *out);
    out->batch = b;
    out->record = record;
    out->row_count = b->campaign->model->volet_count;
    for (volet = 0; volet < out->row_count; volet++) {
        const struct volet_rows *v = &b->volets[volet];
        struct grid_row *row = &out->rows[volet];
        row->volet = &b->campaign->model->volets[volet];
        row->refs = v->refs;
        row->ref_count = v->ref_count;
        row->obligations = v->obligations + (size_t)record * v->ref_count;
    }
}

void grid_add_up(struct grid *g) {
    apply_contract_ceiling(g);
    add_up(g);
}

void grid_build(const struct batch *b, uint32_t record, struct grid *out) {
    uint32_t volet;
    grid_open(b, record, out);
    for (volet = 0; volet < out->row_count; volet++) audit_volet(b, record, volet, &out->rows[volet].verdict);
    grid_add_up(out);
    retained_check(out);
    if (!b->unsaid) notices_add(out);
}

bool grid_holds_obligation(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
    const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    const struct plugin_rows *rows = &g->batch->plugins[ref->plugin];
    uint32_t row = rows->row_of_record[g->record], k;
    if (o->role == 0) return false;
    if (o->state != CAQES_NONE) return true;
    for (k = 0; k < declared->indicator_count; k++)
        if (rows->results[(size_t)row * m->indicator_count + declared->indicators[k]].lack != LACK_COEFFICIENT)
            return true;
    return false;
}

bool grid_shows_obligation(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
    const struct campaign_plugin *p = &g->batch->campaign->plugins[ref->plugin];
    const struct manifest *m = p->plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    uint32_t k;
    if (o->role == 0) return false;
    if (m->is_volet || grid_holds_obligation(g, ref, o)) return true;
    for (k = 0; k < declared->indicator_count; k++)
        if (p->base.values[m->indicators[declared->indicators[k]].coefficient_slot] != 0) return true;
    return false;
}

uint32_t grid_result(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o) {
    const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    const struct plugin_rows *rows = &g->batch->plugins[ref->plugin];
    uint32_t row = rows->row_of_record[g->record], k;
    if (o->state != CAQES_UNKNOWN) return o->state;
    for (k = 0; k < declared->indicator_count; k++) {
        const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + declared->indicators[k]];
        if (r->state == CAQES_KNOWN && !r->reached) return CAQES_KNOWN;
    }
    return CAQES_UNKNOWN;
}
