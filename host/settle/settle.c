/* SPDX-License-Identifier: MIT */
#include "host/settle/settle.h"

#include "host/measure/measure.h"

#include <string.h>

bool settle_concerns(const struct batch *b, uint32_t record, uint32_t volet) {
    enum contract_status status = b->records[record].contract[volet].status;
    int32_t plugin = b->campaign->volet_plugin[volet];
    return (status == CONTRACT_IN_FORCE || status == CONTRACT_REFUSED) && plugin >= 0 &&
           b->campaign->plugins[plugin].refusal == NULL && (b->assigned[record] >> plugin & 1U);
}

/* What the plugin is told of the record beside its slots. */
static struct caqes_record record_head(const struct record *r, uint32_t volet) {
    const struct contract_volet *contract = &r->contract[volet];
    return (struct caqes_record){.refused = contract->status == CONTRACT_REFUSED,
                                 .plan_weight = contract->plan_weight,
                                 .plan_progress = contract->plan_progress,
                                 .products = contract->products_total,
                                 .products_cut = contract->products_cut};
}

/* An obligation as the plugin sees it: what weighs nothing must not make its score unknown. */
static struct caqes_obligation handed(const struct batch *b, uint32_t record, const struct volet_rows *v, uint32_t k) {
    struct caqes_obligation o = v->obligations[(size_t)record * v->ref_count + k];
    if (o.role == CAQES_GENERALE && o.state == CAQES_UNKNOWN && !obligation_weighs(b, record, &v->refs[k]))
        o.state = CAQES_NONE;
    return o;
}

/* A row for each record that the volet concerns. */
static void open_volet(struct batch *b, uint32_t volet) {
    struct volet_rows *v = &b->volets[volet];
    uint32_t count = 0, r;
    v->row_of_record = arena_array(b->arena, b->count, sizeof(uint32_t));
    for (r = 0; r < b->count; r++) v->row_of_record[r] = settle_concerns(b, r, volet) ? count++ : NO_ROW;
    v->answers = arena_array(b->arena, count, sizeof *v->answers);
}

void settle_volet(struct batch *b, uint32_t volet, uint64_t records) {
    const struct plugin *plugin = b->campaign->plugins[b->campaign->volet_plugin[volet]].plugin;
    const struct plugin_rows *rows = &b->plugins[b->campaign->volet_plugin[volet]];
    struct volet_rows *v = &b->volets[volet];
    uint32_t slots = plugin->manifest->slot_count, count = 0, used = 0, r, k;
    struct caqes_record *heads = arena_array(b->arena, b->count, sizeof *heads);
    int64_t *values = arena_unzeroed(b->arena, (size_t)b->count * slots, sizeof *values);
    uint8_t *presences = arena_unzeroed(b->arena, (size_t)b->count * slots, sizeof *presences);
    struct caqes_obligation *obligations =
        arena_unzeroed(b->arena, (size_t)b->count * v->ref_count, sizeof *obligations);
    struct answer *answers = arena_array(b->arena, b->count, sizeof *answers);
    struct caqes_batch call = rows->slots;
    for (r = 0; r < b->count; r++) {
        size_t row = rows->row_of_record[r];
        if (v->row_of_record[r] == NO_ROW || !(records >> r & 1U)) continue;
        heads[count] = record_head(&b->records[r], volet);
        heads[count].obligation_first = used;
        for (k = 0; k < v->ref_count; k++) {
            const struct caqes_obligation o = handed(b, r, v, k);
            if (o.role != 0) obligations[used++] = o;
        }
        heads[count].obligation_count = used - heads[count].obligation_first;
        memcpy(values + (size_t)count * slots, rows->slots.values + row * slots, slots * sizeof *values);
        memcpy(presences + (size_t)count * slots, rows->slots.presences + row * slots, slots);
        count++;
    }
    call.record_count = count;
    call.values = values;
    call.presences = presences;
    call.records = heads;
    call.obligations = obligations;
    plugin_call(plugin, VERB_SETTLE, &call, 0, b->arena, answers);
    for (r = 0; r < b->count; r++) {
        if (v->row_of_record[r] == NO_ROW || !(records >> r & 1U)) continue;
        if (answers->fault) b->failed[b->campaign->volet_plugin[volet]] |= UINT64_C(1) << r;
        v->answers[v->row_of_record[r]] = *answers++;
    }
}

void settle(struct batch *b) {
    uint32_t volet;
    for (volet = 0; volet < b->campaign->model->volet_count; volet++) {
        open_volet(b, volet);
        if (b->campaign->volet_plugin[volet] >= 0) settle_volet(b, volet, UINT64_MAX);
    }
}
