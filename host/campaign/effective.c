/* SPDX-License-Identifier: MIT
 *
 * effective.c: what a campaign means for one establishment. Called for each record of a run: nothing is
 * allocated or looked up by name here. */
#include "host/campaign/campaign.h"

#include <string.h>

/* ---- Which rules, which plugins ---- */

static bool is_listed(const struct rule *rule, const char *finess) {
    uint32_t low = 0, high = rule->finess_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(finess, rule->finess[middle]);
        if (order == 0) return true;
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return false;
}

static bool matches(const struct rule *rule, const struct record *r) {
    if (rule->champs && !(rule->champs & r->champs)) return false;
    if (rule->champs_only && (r->champs == 0 || (r->champs & ~rule->champs_only))) return false;
    if (rule->statuts && !(rule->statuts >> r->statut & 1U)) return false;
    return rule->finess_count == 0 || is_listed(rule, r->finess);
}

uint64_t campaign_match(const struct campaign *c, const struct record *r) {
    uint64_t match = 0;
    uint32_t i;
    for (i = 0; i < c->rule_count; i++)
        if (matches(&c->rules[i], r)) match |= UINT64_C(1) << i;
    return match;
}

uint32_t campaign_assigned(const struct campaign *c, uint64_t match) {
    uint32_t assigned = c->default_plugins, i;
    for (i = 0; i < c->rule_count; i++)
        if (match >> i & 1U) assigned = (assigned | c->rules[i].add) & ~c->rules[i].remove;
    return assigned;
}

/* ---- Effective values ---- */

static void set(const struct champ_gate *g, int64_t *values, uint8_t *presences, struct origin *origins) {
    values[g->slot] = 0;
    presences[g->slot] = CAQES_PRESENT;
    if (origins) origins[g->slot] = (struct origin){.level = ORIGIN_MANIFEST};
}

bool campaign_is_gated(const struct campaign *c, uint32_t plugin, uint32_t slot, const struct record *r,
                       const struct origin *origin) {
    const struct campaign_plugin *p = &c->plugins[plugin];
    uint32_t i;
    if (origin->level != ORIGIN_MANIFEST) return false;
    for (i = 0; i < p->gate_count; i++)
        if (p->gates[i].slot == slot) return !(p->gates[i].champs & r->champs);
    return false;
}

/* Inputs, and contract terms that the dossier holds. */
static void fill_from_record(const struct layout_plugin *l, const struct record *r, int64_t *values, uint8_t *presences,
                             struct origin *origins) {
    uint32_t inputs = l->manifest->input_count, slot;
    for (slot = 0; slot < l->manifest->slot_count; slot++) {
        int32_t column = l->columns[slot];
        if (column < 0 || (slot >= inputs && r->presences[column] == CAQES_ABSENT)) continue;
        values[slot] = r->values[column];
        presences[slot] = r->presences[column];
        if (origins) origins[slot] = (struct origin){ORIGIN_CONTRACT, r->file, r->line, NULL};
    }
}

void campaign_fill(const struct campaign *c, uint32_t plugin, const struct record *r, uint64_t match, int64_t *values,
                   uint8_t *presences, struct origin *origins) {
    const struct campaign_plugin *p = &c->plugins[plugin];
    uint32_t slots = p->plugin->manifest->slot_count, i;
    memcpy(values, p->base.values, slots * sizeof *values);
    memcpy(presences, p->base.presences, slots * sizeof *presences);
    if (origins) memcpy(origins, p->base.origins, slots * sizeof *origins);
    for (i = 0; i < p->gate_count; i++)
        if (!(p->gates[i].champs & r->champs)) set(&p->gates[i], values, presences, origins);
    for (i = 0; i < p->override_count; i++) {
        const struct rule_override *o = &p->overrides[i];
        if (!(match >> o->rule & 1U)) continue;
        values[o->slot] = o->value;
        presences[o->slot] = CAQES_PRESENT;
        if (origins) origins[o->slot] = o->origin;
    }
    fill_from_record(&c->layout->plugins[plugin], r, values, presences, origins);
}
