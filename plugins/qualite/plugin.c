/* SPDX-License-Identifier: MIT
 *
 * Volet qualité (annex 6): the goal of a targeted risk, when missed, triggers a sanction, modulated by the
 * number of risks missed and by the action plan. Never an intéressement. The ciblage asks of each risk whether
 * its indicator is bad, or was not answered; who is not subject to it cannot be targeted on it. */
#include "qualite_manifest.h"

/* rate x products x min(1, risks missed / 3) x (1 - p). */
static uint32_t sanction(struct caqes_case *c, uint32_t missed, uint32_t products) {
    uint32_t whole = caqes_one(c), full = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_SANCTION), products);
    uint32_t risks = caqes_min(c, whole, caqes_divide(c, missed, caqes_slot(c, SLOT_RISQUES_TOTAL)));
    uint32_t floor_share = caqes_slot(c, SLOT_PLANCHER_MODULATION);
    uint32_t plan = caqes_plan_or(c, SLOT_PLAN_ABSENT_SANCTION);
    return caqes_modulate(c, full, caqes_multiply(c, risks, caqes_complement(c, plan)), floor_share);
}

/* Without a targeted risk, `missed` is sans objet, and so is the amount. */
static void settle(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c);
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t missed = caqes_cite(c, caqes_missed(c, CAQES_PRINCIPAL), SOURCE_ANNEXE_6_INDICATEURS);
    uint32_t due = caqes_compare(c, missed, CAQES_ABOVE, nothing);
    uint32_t loss = caqes_select(c, due, sanction(c, missed, products), nothing);
    uint32_t refusal = caqes_cite(c, caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS), products), SOURCE_REFUS);

    loss = caqes_select(c, caqes_refused(c), refusal, loss);
    caqes_output(c, OUTPUT_RISQUES_MANQUES, missed);
    caqes_output(c, OUTPUT_SANCTION, caqes_cite(c, loss, SOURCE_ANNEXE_6_OBJECTIFS));
}

/* ICALIN2 in class C, D or E, or not answered. */
static uint32_t infection(struct caqes_case *c) {
    uint32_t set = 1U << CLASS_ICALIN2_C | 1U << CLASS_ICALIN2_D | 1U << CLASS_ICALIN2_E;
    uint32_t whole = caqes_one(c), silent = caqes_presence_is(c, SLOT_ICALIN2, CAQES_NON_REPONDANT);
    return caqes_select(c, silent, whole, caqes_in_set(c, caqes_slot(c, SLOT_ICALIN2), set));
}

/* The whole confidence interval of DOC strictly under the threshold, or not answered. The state of the rate is that
 * of its interval: who did not answer, or is not subject, has neither. */
static uint32_t discharge(struct caqes_case *c, uint32_t bound) {
    uint32_t whole = caqes_one(c), rate = caqes_slot(c, SLOT_DOC);
    uint32_t not_subject = caqes_presence_is(c, SLOT_DOC, CAQES_NON_SOUMIS);
    uint32_t no_bound = caqes_presence_is(c, SLOT_DOC_BORNE_HAUTE, CAQES_NON_SOUMIS);
    uint32_t silent = caqes_presence_is(c, SLOT_DOC, CAQES_NON_REPONDANT);
    uint32_t silent_bound = caqes_presence_is(c, SLOT_DOC_BORNE_HAUTE, CAQES_NON_REPONDANT);
    uint32_t low = caqes_compare(c, bound, CAQES_BELOW, caqes_slot(c, SLOT_SEUIL_DOC));
    low = caqes_select(c, silent_bound, whole, low);
    low = caqes_select(c, silent, whole, low);
    low = caqes_select(c, no_bound, bound, low);
    return caqes_select(c, not_subject, rate, low);
}

static void target(struct caqes_case *c) {
    uint32_t prescribed = caqes_slot(c, SLOT_SEJOURS_PRESCRIPTION_INFORMATISEE);
    uint32_t share = caqes_divide(c, prescribed, caqes_slot(c, SLOT_SEJOURS));
    uint32_t rare = caqes_compare(c, share, CAQES_BELOW, caqes_slot(c, SLOT_SEUIL_D3_1));
    uint32_t bound = caqes_slot(c, SLOT_DOC_BORNE_HAUTE);
    uint32_t infected = infection(c), lost = discharge(c, bound);
    caqes_output(c, TARGETING_TAUX_D3_1, share);
    caqes_output(c, TARGETING_BORNE_DOC, bound);
    caqes_output(c, TARGETING_RISQUE_INFECTIEUX, caqes_cite(c, infected, SOURCE_ANNEXE_6_INDICATEURS));
    caqes_output(c, TARGETING_RISQUE_MEDICAMENTEUX, caqes_cite(c, rare, SOURCE_ANNEXE_6_INDICATEURS));
    caqes_output(c, TARGETING_RISQUE_RUPTURE, caqes_cite(c, lost, SOURCE_ANNEXE_6_INDICATEURS));
}

CAQES_VERB(settle)
CAQES_VERB(target)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle), .target = CAQES_BATCH(target));
