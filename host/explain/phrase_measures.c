/* SPDX-License-Identifier: MIT
 *
 * phrase_measures.c: indicators, their targets, and what became of a volet, in words. */
#include "host/base/text.h"
#include "host/explain/builder.h"
#include "host/explain/phrase.h"
#include "host/report/display.h"

#include <string.h>

/* ---- Indicators ---------------------------------------------------------------------------------- */

const char *phrase_result(const struct node *indicator) {
    switch (indicator->as.indicator.result->state) {
    case CAQES_KNOWN: return indicator->as.indicator.result->reached ? "atteint" : "non atteint";
    case CAQES_NONE: return "sans objet";
    case CAQES_UNKNOWN: return indicator->as.indicator.absence_counts ? "compté non atteint" : "inconnu";
    default: return "en erreur";
    }
}

/* "oui, oui, non (2 sur 3)": the items of a yes_no indicator that has several. */
static const char *items_text(const struct explanation *e, const struct node *n) {
    const struct manifest_indicator *i = n->as.indicator.declared;
    const char *text = "";
    uint32_t k, yes = 0;
    bool *under = explain_reach(e, &n->as.indicator.parts.value, 1, e->arena);
    uint32_t items = 0;
    for (k = 0; k < e->count; k++) {
        const struct node *item = &e->nodes[k];
        if (!under[k] || item->kind != NODE_DATUM) continue;
        text = arena_format(e->arena, "%s%s« %s » : %s", text, items++ ? ", " : "", item->label, item->shown);
        yes += item->has_value && item->value.num != 0;
    }
    return i->kind == KIND_AT_LEAST ? arena_format(e->arena, "%u « oui » sur %u (%s), pour %u attendu%s", yes, items,
                                                   text, i->at_least, i->at_least > 1 ? "s" : "")
                                    : arena_format(e->arena, "%u « oui » sur %u (%s)", yes, items, text);
}

/* The same figures, spaces apart. */
static bool is_same(const char *a, const char *b) {
    for (;; a++, b++) {
        a += strspn(a, " ");
        if (*a != *b) return false;
        if (!*a) return true;
    }
}

const char *phrase_measured(const struct explanation *e, const struct node *indicator) {
    const struct manifest_indicator *i = indicator->as.indicator.declared;
    uint32_t number = indicator->as.indicator.parts.value, target = indicator->as.indicator.parts.target;
    const struct node *value = number ? node_at(e, number) : NULL;
    const char *shown, *computed;
    char exact[96];
    if (!value || !value->has_value) return indicator->shown;
    if (i->kind == KIND_ALL_OF || i->kind == KIND_AT_LEAST) return items_text(e, indicator);
    if (value->kind != NODE_OPERATION) return value->shown;
    shown = value->shown;
    if (target && node_at(e, target)->has_value)
        shown = quantity_beside(e->arena, value->value, node_at(e, target)->value, value->unit);
    computed = phrase_formula(e, number);
    fraction_text(value->value, exact);
    if (strncmp(shown, exact, strlen(exact)) == 0 && is_same(computed, exact)) /* "5 / 6 = 5/6, soit..." */
        return arena_format(e->arena, "%s%s", computed, shown + strlen(exact));
    return strcmp(computed, shown) == 0 ? shown : arena_format(e->arena, "%s = %s", computed, shown);
}

const char *phrase_target(const struct explanation *e, const struct node *indicator) {
    const struct manifest_indicator *i = indicator->as.indicator.declared;
    uint32_t number = indicator->as.indicator.parts.target, k;
    bool upward = i->direction == DIRECTION_HIGHER || i->kind == KIND_PROGRESS;
    const char *words = "";
    if (number) return arena_format(e->arena, "%s %s", upward ? "au moins" : "au plus", node_at(e, number)->shown);
    if (i->kind != KIND_CLASS) return i->kind == KIND_PROGRESS ? "en progression" : NULL;
    for (k = 0; k < 32; k++)
        if (i->accepted >> k & 1U) {
            const struct node *value = node_at(e, indicator->as.indicator.parts.value);
            if (!indicator->as.indicator.parts.value || value->unit.kind != UNIT_WORD || k >= value->unit.word_count)
                continue;
            words = arena_format(e->arena, "%s%s%s", words, *words ? " ou " : "", value->unit.words[k]);
        }
    return *words ? words : NULL;
}

const char *phrase_target_origin(const struct explanation *e, const struct node *indicator) {
    uint32_t number = indicator->as.indicator.parts.target;
    return number ? node_at(e, number)->origin : NULL;
}

const char *phrase_who(const struct explanation *e, const struct node *n) {
    struct origin o;
    if (n->kind != NODE_PARAMETER) return n->origin;
    o = n->as.parameter.origin;
    o.file = NULL;
    return origin_text(e, &o, n->as.parameter.gated);
}

/* ---- Volets -------------------------------------------------------------------------------------- */

const char *phrase_volet(const struct explanation *e, uint32_t volet) {
    const struct contract_volet *c = &e->record->contract[volet];
    const struct model_exclusion *x =
        model_exclusion_of(&e->campaign->model->volets[volet], e->record->statut, e->record->year);
    char date[DAY_TEXT];
    switch (e->grid->rows[volet].verdict.status) {
    case VOLET_NOT_CONTRACTED:
        if (x) return arena_format(e->arena, "Non évalué : ce volet n'est pas ouvert à ce statut (%s).", x->article);
        return "Non évalué : ce volet n'est pas au contrat de l'établissement.";
    case VOLET_NOT_YET:
        return arena_format(e->arena, "Non évalué : signé le %s, ce volet entre en vigueur le 1er janvier %u.",
                            day_french(c->signature, date), c->signature / 10000 + 1);
    case VOLET_ENDED:
        return arena_format(e->arena, "Non évalué : ce volet a pris fin le %s.", day_french(c->end, date));
    case VOLET_REFUSED: return "L'établissement a refusé de signer ce volet : rien d'autre n'y est évalué.";
    case VOLET_UNEVALUABLE:
        return "Non évaluable : aucune obligation n'y est applicable. Ce n'est pas un résultat nul : il n'y a ni score "
               "ni "
               "montant.";
    case VOLET_INCOMPLETE: return "Incomplet : une donnée ou un terme manque, aucun montant n'est calculé.";
    case VOLET_ERROR: return "En erreur : aucun montant n'est calculé.";
    default: return "Évalué.";
    }
}
