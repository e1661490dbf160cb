/* SPDX-License-Identifier: MIT
 *
 * Volet pertinence (annex 5): the main theme decides between intéressement and sanction; the contract
 * says whether a sanction is a MSAP or a share of the products; action plan and complementary objectives
 * modulate the euros, never the months. */
#include "pertinence_manifest.h"

/* contract maximum x c x p. */
static uint32_t interessement(struct caqes_case *c) {
    uint32_t full = caqes_cite(c, caqes_slot(c, SLOT_INTERESSEMENT_MAXIMUM), SOURCE_INTERESSEMENT_MAXIMUM);
    uint32_t floor_share = caqes_slot(c, SLOT_PLANCHER_MODULATION);
    uint32_t plan = caqes_plan_or(c, SLOT_PLAN_ABSENT_INTERESSEMENT);
    uint32_t others = caqes_complementary_or(c, SLOT_COMPLEMENTAIRES_ABSENTS_INTERESSEMENT);
    return caqes_modulate(c, full, caqes_multiply(c, others, plan), floor_share);
}

/* rate x products x (1 - c) x (1 - p). */
static uint32_t sanction(struct caqes_case *c, uint32_t products) {
    uint32_t full = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_SANCTION), products);
    uint32_t floor_share = caqes_slot(c, SLOT_PLANCHER_MODULATION);
    uint32_t plan = caqes_complement(c, caqes_plan_or(c, SLOT_PLAN_ABSENT_SANCTION));
    uint32_t others = caqes_complement(c, caqes_complementary_or(c, SLOT_COMPLEMENTAIRES_ABSENTS_SANCTION));
    return caqes_modulate(c, full, caqes_multiply(c, others, plan), floor_share);
}

/* Without a main theme that can be judged, `reached` is sans objet, and so is every amount. */
static void settle(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c);
    uint32_t refused = caqes_refused(c);
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t reached = caqes_cite(c, caqes_reached(c, CAQES_PRINCIPAL), SOURCE_ANNEXE_5_CONTENU);
    uint32_t outcome = caqes_cite(c, caqes_decide(c, TABLE_ISSUE, reached, CAQES_NO_STEP), SOURCE_ANNEXE_5_EVALUATION);
    uint32_t gain = caqes_select(c, reached, interessement(c), nothing);
    uint32_t loss = caqes_if_chosen(c, SLOT_NATURE_SANCTION, CHOICE_NATURE_SANCTION_PRODUITS, sanction(c, products));
    uint32_t months =
        caqes_if_chosen(c, SLOT_NATURE_SANCTION, CHOICE_NATURE_SANCTION_MSAP, caqes_slot(c, SLOT_DUREE_MSAP));
    uint32_t refusal = caqes_cite(c, caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS), products), SOURCE_REFUS);

    loss = caqes_select(c, reached, nothing, loss);
    months = caqes_select(c, reached, nothing, months);

    caqes_output(c, OUTPUT_ISSUE, outcome);
    caqes_output(c, OUTPUT_INTERESSEMENT,
                 caqes_cite(c, caqes_select(c, refused, nothing, gain), SOURCE_ANNEXE_5_EVALUATION));
    caqes_output(c, OUTPUT_SANCTION,
                 caqes_cite(c, caqes_select(c, refused, refusal, loss), SOURCE_ANNEXE_5_EVALUATION));
    caqes_output(c, OUTPUT_MSAP, caqes_cite(c, caqes_select(c, refused, nothing, months), SOURCE_ANNEXE_5_MSAP));
}

CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
