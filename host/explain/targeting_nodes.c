/* SPDX-License-Identifier: MIT
 *
 * targeting_nodes.c: the ciblage of an establishment as nodes: a decision rests on the grounds of its volet. */
#include "host/explain/builder.h"

#include "host/report/target_view.h"

static void group_texts(struct explanation *e, const struct targeting *t, const struct volet_targeting *v) {
    uint32_t first = manifest_first_aggregate(v->manifest), k;
    int32_t plugin = e->campaign->volet_plugin[v->volet];
    for (k = 0; k < v->manifest->aggregate_count; k++) {
        uint32_t number = e->index->slots[plugin][first + k];
        if (!number) continue;
        node_of(e, number)->as.statistic.establishments = v->groups[k].establishments;
        node_of(e, number)->as.statistic.all_regions = v->groups[k].all_regions;
        node_of(e, number)->origin = group_text(t, v, first + k);
    }
}

static uint32_t add_decision(struct explanation *e, const struct targeting *t, const struct volet_targeting *v) {
    const struct model_volet *volet = &e->campaign->model->volets[v->volet];
    bool known = v->volet_decision == TARGETING_TARGETED || v->volet_decision == TARGETING_NOT_TARGETED;
    uint32_t *grounds = NULL, count = 0, number, k;
    struct node *n;
    if (v->explanation) {
        const uint32_t *numbers =
            node_steps(e, (uint32_t)e->campaign->volet_plugin[v->volet], -1, v->explanation, v->explanation->outputs,
                       v->manifest->targeting_count, v->manifest->targeting);
        uint32_t *by_output = arena_array(e->arena, v->manifest->targeting_count, sizeof *by_output);
        node_facts(e, v->volet, v->manifest->targeting, v->explanation->outputs, v->manifest->targeting_count, numbers);
        grounds = arena_array(e->arena, v->manifest->targeting_count, sizeof *grounds);
        for (k = 0; k < v->manifest->targeting_count; k++)
            if (v->manifest->targeting[k].kind == OUTPUT_GROUND)
                grounds[count++] = by_output[k] = numbers[v->explanation->outputs[k]];
        e->grounds[v->volet] = by_output;
        group_texts(e, t, v);
    }
    number = node_add(e, NODE_DECISION, "ciblage");
    node_rests_on(e, number, grounds, count);
    n = node_of(e, number);
    n->code = volet->code;
    n->label = volet->label;
    n->as.decision.targeting = v;
    node_set(e, number,
             known                                  ? CAQES_KNOWN
             : v->volet_decision == TARGETING_ERROR ? CAQES_FAILED
                                                    : CAQES_UNKNOWN,
             caqes_fraction_of(v->volet_decision == TARGETING_TARGETED, 1), (struct unit){.kind = UNIT_YES_NO}, NULL);
    n->shown = display_targeting(v->volet_decision);
    return number;
}

void explain_targeting(struct explanation *e, const struct targeting *t, struct arena *arena) {
    uint32_t k;
    explain_open(e, t->batch, t->record, arena);
    e->targeting = t;
    for (k = 0; k < t->volet_count; k++) e->volets[t->volets[k].volet] = add_decision(e, t, &t->volets[k]);
}
