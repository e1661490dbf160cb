/* SPDX-License-Identifier: MIT
 *
 * Volet qualité (annex 6): the goal of a targeted risk, when missed, triggers a sanction, modulated by the
 * number of risks missed and by the action plan. Never an intéressement. */
#include "qualite_manifest.h"

/* rate x products x (risks missed / 3) x (1 - p). */
static uint32_t sanction(struct caqes_case *c, uint32_t missed, uint32_t products) {
    uint32_t full = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_SANCTION), products);
    uint32_t risks = caqes_divide(c, missed, caqes_slot(c, SLOT_RISQUES_TOTAL));
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

CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
