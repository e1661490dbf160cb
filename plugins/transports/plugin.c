/* SPDX-License-Identifier: MIT
 *
 * Volet transports (annex 4): the table of the annex decides between intéressement, nothing and
 * sanction; savings, products, action plan and complementary objectives give the amount. The ciblage asks
 * whether the spending, or its growth, is above a threshold. */
#include "transports_manifest.h"

/* Savings: forecast without measures - observed (note 8), or target - observed (IV.b.i). Never negative. */
static uint32_t savings(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c), whole = caqes_one(c);
    uint32_t observed = caqes_slot(c, SLOT_DEPENSES_TRANSPORTS), before = caqes_slot(c, SLOT_DEPENSES_TRANSPORTS_N_1);
    uint32_t forecast = caqes_slot(c, SLOT_PREVISION_TRANSPORTS);
    uint32_t growth = caqes_add(c, whole, caqes_slot(c, SLOT_CIBLE_TRANSPORTS_EVOLUTION));
    uint32_t target = caqes_multiply(c, before, growth);
    uint32_t on_forecast = caqes_is(c, caqes_slot(c, SLOT_BASE_ECONOMIES), CHOICE_BASE_ECONOMIES_PREVISION);
    uint32_t reference = caqes_select(c, on_forecast, forecast, target);
    uint32_t saved = caqes_max(c, nothing, caqes_subtract(c, reference, observed));
    return caqes_cite(c, saved, SOURCE_ANNEXE_4_NOTE_8);
}

/* min(share of the savings, contract maximum) x p x c. */
static uint32_t interessement(struct caqes_case *c, uint32_t saved) {
    uint32_t part = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_INTERESSEMENT), saved);
    uint32_t full = caqes_min(c, part, caqes_slot(c, SLOT_INTERESSEMENT_MAXIMUM));
    uint32_t floor_share = caqes_slot(c, SLOT_PLANCHER_MODULATION);
    uint32_t plan = caqes_plan_or(c, SLOT_PLAN_ABSENT_INTERESSEMENT);
    uint32_t others = caqes_complementary_or(c, SLOT_COMPLEMENTAIRES_ABSENTS_INTERESSEMENT);
    return caqes_modulate(c, full, caqes_multiply(c, plan, others), floor_share);
}

/* rate x products x (1 - p) x (1 - c). */
static uint32_t sanction(struct caqes_case *c, uint32_t products) {
    uint32_t full = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_SANCTION), products);
    uint32_t floor_share = caqes_slot(c, SLOT_PLANCHER_MODULATION);
    uint32_t plan = caqes_complement(c, caqes_plan_or(c, SLOT_PLAN_ABSENT_SANCTION));
    uint32_t others = caqes_complement(c, caqes_complementary_or(c, SLOT_COMPLEMENTAIRES_ABSENTS_SANCTION));
    return caqes_modulate(c, full, caqes_multiply(c, plan, others), floor_share);
}

static void settle(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c);
    uint32_t refused = caqes_refused(c);
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t goal = caqes_reached(c, CAQES_PRINCIPAL), other_goal = caqes_reached(c, CAQES_SUPPLEMENTAIRE);
    uint32_t outcome = caqes_cite(c, caqes_decide(c, TABLE_ISSUE, goal, other_goal), SOURCE_ANNEXE_4_EVALUATION);
    uint32_t judged = caqes_or_else(c, goal, other_goal);
    uint32_t saved = savings(c);
    uint32_t gain = interessement(c, saved), loss = sanction(c, products);
    uint32_t refusal = caqes_cite(c, caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS), products), SOURCE_REFUS);

    gain = caqes_select(c, caqes_is(c, outcome, OUTCOME_ISSUE_INTERESSEMENT), gain, nothing);
    loss = caqes_select(c, caqes_is(c, outcome, OUTCOME_ISSUE_SANCTION), loss, nothing);
    /* When neither goal can be judged, so is every amount: sans objet, not 0. */
    gain = caqes_select(c, judged, gain, gain);
    loss = caqes_select(c, judged, loss, loss);

    caqes_output(c, OUTPUT_ISSUE, outcome);
    caqes_output(c, OUTPUT_ECONOMIES, saved);
    caqes_output(c, OUTPUT_CIBLE_SUIVANTE, caqes_slot(c, SLOT_CIBLE_ANNEE_SUIVANTE));
    caqes_output(c, OUTPUT_INTERESSEMENT,
                 caqes_cite(c, caqes_select(c, refused, nothing, gain), SOURCE_ANNEXE_4_EVALUATION));
    caqes_output(c, OUTPUT_SANCTION,
                 caqes_cite(c, caqes_select(c, refused, refusal, loss), SOURCE_ANNEXE_4_EVALUATION));
}

/* "dépasse": strictly. Without any spending the year before there is no growth, and the amount alone decides. */
static void target(struct caqes_case *c) {
    uint32_t now = caqes_slot(c, SLOT_DEPENSES_TRANSPORTS), before = caqes_slot(c, SLOT_DEPENSES_TRANSPORTS_N_1);
    uint32_t whole = caqes_one(c), growth = caqes_subtract(c, caqes_divide(c, now, before), whole);
    uint32_t fast = caqes_compare(c, growth, CAQES_ABOVE, caqes_slot(c, SLOT_SEUIL_CROISSANCE));
    uint32_t amount = caqes_slot(c, SLOT_DEPENSES_TRANSPORTS);
    uint32_t large = caqes_compare(c, amount, CAQES_ABOVE, caqes_slot(c, SLOT_SEUIL_MONTANT));
    caqes_output(c, TARGETING_EVOLUTION, growth);
    caqes_output(c, TARGETING_MONTANT, amount);
    caqes_output(c, TARGETING_EVOLUTION_AU_DESSUS, caqes_cite(c, fast, SOURCE_ANNEXE_4_CIBLAGE));
    caqes_output(c, TARGETING_MONTANT_AU_DESSUS, caqes_cite(c, large, SOURCE_ANNEXE_4_CIBLAGE));
}

CAQES_VERB(settle)
CAQES_VERB(target)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle), .target = CAQES_BATCH(target));
