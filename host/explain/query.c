/* SPDX-License-Identifier: MIT */
#include "host/explain/query.h"

#include <string.h>

/* The nodes of one volet: its own, its obligations, its facts. Flags by index. */
static bool *of_volet(const struct explanation *e, uint32_t volet) {
    const char *code = e->campaign->model->volets[volet].code;
    uint32_t *roots = arena_array(e->arena, (size_t)e->count + e->fact_count, sizeof *roots), count = 0, k;
    for (k = 0; k < e->count; k++) {
        const struct node *n = &e->nodes[k];
        if (k + 1 == e->volets[volet] ||
            (n->kind == NODE_OBLIGATION && strcmp(n->as.obligation.declared->volet, code) == 0))
            roots[count++] = k + 1;
    }
    for (k = 0; k < e->fact_count; k++)
        if (e->facts[k].volet == volet) roots[count++] = e->facts[k].number;
    return explain_reach(e, roots, count, e->arena);
}

static bool is_fact(const struct explanation *e, uint32_t number, const struct explain_query *q) {
    uint32_t k;
    for (k = 0; k < e->fact_count; k++)
        if (e->facts[k].number == number && strcmp(e->facts[k].code, q->fact) == 0 &&
            (q->volet < 0 || e->facts[k].volet == (uint32_t)q->volet))
            return true;
    return false;
}

static bool answers(const struct explanation *e, uint32_t number, const struct explain_query *q) {
    const struct node *n = node_at(e, number);
    if (q->amount) return n->kind == NODE_AMOUNT && strcmp(n->as.amount.nature->code, q->amount) == 0;
    if (q->obligation) return n->kind == NODE_OBLIGATION && strcmp(n->code, q->obligation) == 0;
    if (q->indicator) return n->kind == NODE_INDICATOR && strcmp(n->code, q->indicator) == 0;
    return !q->fact || is_fact(e, number, q);
}

uint32_t query_roots(const struct explanation *e, const struct explain_query *q, const uint32_t **roots) {
    const bool *wanted = q->volet < 0 ? NULL : of_volet(e, (uint32_t)q->volet);
    uint32_t *list = arena_array(e->arena, e->count, sizeof *list), count = 0, k;
    for (k = 0; k < e->count; k++)
        if ((!wanted || wanted[k]) && answers(e, k + 1, q)) list[count++] = k + 1;
    *roots = list;
    return count;
}
