/* SPDX-License-Identifier: MIT
 *
 * obligations.c: indicators and obligations as nodes: value, target, attainment, coefficient, or why there is none. */
#include "host/explain/builder.h"

#include "host/report/display.h"

#include <string.h>

/* "donnée non fournie : Lits (non répondant)": why an indicator has no value, in whole words. */
static const char *lack_text(const struct explanation *e, const struct manifest *m, const struct caqes_case *c,
                             const struct indicator_result *r, const struct node *coefficient, const char *fault) {
    switch ((enum lack)r->lack) {
    case LACK_COEFFICIENT:
        return arena_format(e->arena, "sans objet : coefficient %s (%s)",
                            coefficient->has_value ? coefficient->shown : "0", coefficient->origin);
    case LACK_DENOMINATOR: return "sans objet : dénominateur nul, il n'y a rien à mesurer";
    case LACK_NOT_SUBJECT:
        return arena_format(e->arena, "sans objet : l'établissement n'est pas soumis à « %s »",
                            m->slots[r->lack_slot]->label);
    case LACK_DATUM:
        return arena_format(e->arena, "inconnu : donnée non fournie, « %s » (%s)", m->slots[r->lack_slot]->label,
                            display_presence(c->presences[r->lack_slot]));
    case LACK_TARGET:
        return arena_format(e->arena, "inconnu : « %s » n'est fixé par personne", m->slots[r->lack_slot]->label);
    case LACK_PLUGIN: return arena_format(e->arena, "erreur du calcul fourni pour cet indicateur : %s", fault);
    case LACK_ARITHMETIC: return "calcul impossible : le résultat exact dépasse la capacité prévue";
    default: return NULL;
    }
}

static struct unit unit_of_indicator(const struct manifest *m, const struct manifest_indicator *i) {
    if (i->kind == KIND_CLASS) return unit_of_slot(m->slots[i->numerator[0]]);
    if (i->kind == KIND_VALUE) return unit_of_slot(m->slots[i->numerator[0]]);
    if (i->kind == KIND_RATIO || i->kind == KIND_GROWTH) return (struct unit){.kind = UNIT_RATE};
    if (i->kind == KIND_YES_NO || i->kind == KIND_ALL_OF) return (struct unit){.kind = UNIT_YES_NO};
    return unit_of_word(i->unit);
}

static uint32_t step_number(const uint32_t *numbers, uint32_t step) {
    return step == CAQES_NO_STEP ? 0 : numbers[step];
}

static uint32_t add_indicator(struct explanation *e, uint32_t plugin, uint32_t index, bool missing_counts_zero) {
    const struct plugin_rows *rows = &e->batch->plugins[plugin];
    uint32_t row = rows->row_of_record[e->record - e->batch->records];
    const struct manifest *m = e->campaign->plugins[plugin].plugin->manifest;
    const struct manifest_indicator *i = &m->indicators[index];
    const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + index];
    const struct caqes_case *c = &rows->explanations[row];
    const uint32_t roots[4] = {r->value_step, r->target_step, r->reached_step, r->attainment_step};
    const uint32_t *numbers = node_steps(e, plugin, -1, c, roots, 4, NULL);
    struct indicator_parts parts = {step_number(numbers, r->value_step), step_number(numbers, r->target_step),
                                    step_number(numbers, r->reached_step), step_number(numbers, r->attainment_step),
                                    node_slot(e, plugin, c, i->coefficient_slot)};
    const uint32_t operands[5] = {parts.value, parts.target, parts.reached,
                                  parts.attainment == parts.reached ? 0 : parts.attainment, parts.coefficient};
    bool counts = r->lack == LACK_DATUM && (r->state == CAQES_KNOWN || missing_counts_zero);
    uint32_t number;
    struct node *value = parts.value ? node_of(e, parts.value) : NULL;
    if (value && value->kind == NODE_OPERATION) {
        value->unit = unit_of_indicator(m, i);
        if (value->has_value) value->shown = quantity_text(e->arena, value->value, value->unit);
    }
    number = node_add(e, NODE_INDICATOR, "indicateur");
    node_rests_on(e, number, operands, 5);
    node_of(e, number)->code = i->code;
    node_of(e, number)->label = i->label;
    node_of(e, number)->article = i->article;
    node_of(e, number)->as.indicator.declared = i;
    node_of(e, number)->as.indicator.result = r;
    node_of(e, number)->as.indicator.parts = parts;
    node_of(e, number)->as.indicator.absence_counts = counts;
    node_set(e, number, counts ? CAQES_KNOWN : r->state, r->attainment, (struct unit){.kind = UNIT_RATE},
             lack_text(e, m, c, r, node_of(e, parts.coefficient), rows->faults[row]));
    return number;
}

static const char *result_text(const struct explanation *e, uint32_t state, bool reached, const struct node *o) {
    uint32_t k, attained = 0, judged = 0;
    for (k = 0; k < o->operand_count; k++) {
        const struct node *i = node_at(e, o->operands[k]);
        judged += i->state == CAQES_KNOWN;
        attained += i->state == CAQES_KNOWN && i->as.indicator.result->reached;
    }
    switch (state) {
    case CAQES_NONE: return "sans objet";
    case CAQES_UNKNOWN: return "inconnue";
    case CAQES_FAILED: return "en erreur";
    default:
        if (o->operand_count < 2) return reached ? "atteinte" : "non atteinte";
        return arena_format(e->arena, "%s (%u indicateur%s sur %u)", reached ? "atteinte" : "non atteinte", attained,
                            attained > 1 ? "s" : "", judged);
    }
}

uint32_t node_obligation(struct explanation *e, uint32_t volet, uint32_t ref) {
    const struct volet_rows *rows = &e->batch->volets[volet];
    const struct obligation_ref *at = &rows->refs[ref];
    const struct manifest *m = e->campaign->plugins[at->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[at->obligation];
    size_t record = (size_t)(e->record - e->batch->records);
    const struct caqes_obligation *o = &rows->obligations[record * rows->ref_count + ref];
    uint32_t *known = &e->index->obligations[volet][ref], k;
    uint32_t *indicators = arena_array(e->arena, declared->indicator_count, sizeof *indicators);
    struct node *n;
    if (*known) return *known;
    for (k = 0; k < declared->indicator_count; k++) {
        uint32_t *indicator = &e->index->indicators[at->plugin][declared->indicators[k]];
        if (*indicator == 0)
            *indicator = add_indicator(e, at->plugin, declared->indicators[k], e->campaign->missing_counts_zero[volet]);
        indicators[k] = *indicator;
    }
    *known = node_add(e, NODE_OBLIGATION, "obligation");
    node_rests_on(e, *known, indicators, declared->indicator_count);
    n = node_of(e, *known);
    n->code = declared->code;
    n->label = declared->label;
    n->article = declared->article;
    n->as.obligation.declared = declared;
    n->as.obligation.measured = o;
    n->as.obligation.result = e->grid ? grid_result(e->grid, at, o) : o->state;
    node_set(e, *known, o->state, caqes_fraction_of(o->reached, 1), (struct unit){.kind = UNIT_YES_NO}, NULL);
    n->shown = result_text(e, n->as.obligation.result, o->reached != 0, n);
    return *known;
}
