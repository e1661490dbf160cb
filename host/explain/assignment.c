/* SPDX-License-Identifier: MIT
 *
 * assignment.c: which calculations apply to an establishment, and which do not, by which rule of the campaign. */
#include "host/explain/builder.h"

/* The last rule that matches and adds or removes a plugin; NULL when none does. */
static const struct rule *deciding_rule(const struct explanation *e, uint32_t plugin) {
    const struct rule *last = NULL;
    uint32_t i;
    for (i = 0; i < e->campaign->rule_count; i++) {
        const struct rule *rule = &e->campaign->rules[i];
        if ((e->index->match >> i & 1U) && ((rule->add | rule->remove) >> plugin & 1U)) last = rule;
    }
    return last;
}

void explain_assignment(struct explanation *e) {
    const struct campaign *c = e->campaign;
    uint32_t record = (uint32_t)(e->record - e->batch->records), p;
    e->notes = arena_array(e->arena, c->plugin_count, sizeof *e->notes);
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        const struct rule *rule = deciding_rule(e, p);
        bool applies = e->batch->assigned[record] >> p & 1U;
        const char *what = m->label;
        const char *text = NULL;
        if (c->plugins[p].refusal && applies) {
            text = arena_format(e->arena, "%s : calcul refusé (%s)", what, c->plugins[p].refusal);
        } else if (!applies && rule) {
            text = arena_format(e->arena,
                                "%s : ne s'applique pas à cet établissement, par une règle de la région (%s, "
                                "ligne %u)",
                                what, c->file, rule->line);
        } else if (!applies) {
            text = arena_format(e->arena, "%s : aucune règle de la région ne l'applique à cet établissement", what);
        } else if (rule) {
            text = arena_format(e->arena, "%s : s'applique par une règle de la région (%s, ligne %u)", what, c->file,
                                rule->line);
        }
        if (text) e->notes[e->note_count++] = text;
    }
}
