/* SPDX-License-Identifier: MIT
 *
 * Volet socle (annexes 1 and 3a): every result enters one score, the region's bareme makes it a share of
 * the ceiling, and the contract says of what: products, or liste en sus. Never an intéressement. */
#include "socle_manifest.h"

#define SCORED ((uint32_t)CAQES_PRINCIPAL | (uint32_t)CAQES_COMPLEMENTAIRE)

/* Letter of the score; none when the region gives no letters, whose bareme is then 0 throughout. */
static uint32_t letter(struct caqes_case *c, uint32_t score) {
    uint32_t rank = caqes_curve(c, SLOT_LETTRES, score);
    return caqes_divide(c, rank, caqes_compare(c, rank, CAQES_ABOVE, caqes_zero(c)));
}

/* share x rate x base. Without a sanction the base is not needed; without a score there is no amount. */
static uint32_t penalty(struct caqes_case *c, uint32_t share, uint32_t rate, uint32_t base) {
    uint32_t due = caqes_compare(c, share, CAQES_ABOVE, caqes_zero(c));
    uint32_t full = caqes_multiply(c, rate, base);
    return caqes_select(c, due, caqes_multiply(c, share, full), caqes_zero(c));
}

/* `amount` when the choice is made, else nothing. */
static uint32_t chosen(struct caqes_case *c, uint32_t choice, uint32_t amount) {
    return caqes_select(c, choice, amount, caqes_zero(c));
}

/* The amount of a refusal to sign instead of the one of the evaluation. */
static uint32_t unless_refused(struct caqes_case *c, uint32_t amount, uint32_t refusal) {
    uint32_t settled = caqes_cite(c, amount, SOURCE_ANNEXE_1_EVALUATION);
    return caqes_select(c, caqes_refused(c), caqes_cite(c, refusal, SOURCE_REFUS), settled);
}

static void settle(struct caqes_case *c) {
    uint32_t scale = caqes_slot(c, SLOT_ECHELLE_SCORE);
    uint32_t score = caqes_multiply(c, scale, caqes_mean(c, SCORED));
    uint32_t known = caqes_multiply(c, scale, caqes_mean_known(c, SCORED));
    uint32_t regional = caqes_divide(c, caqes_multiply(c, score, caqes_slot(c, SLOT_SCORE_MAXIMUM)), scale);
    uint32_t share = caqes_curve(c, SLOT_BAREME, caqes_cite(c, score, SOURCE_ANNEXE_1_EVALUATION));
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t listed = caqes_slot(c, SLOT_LISTE_EN_SUS_REMBOURSEE);
    uint32_t kind = caqes_slot(c, SLOT_SANCTION), kind_refused = caqes_slot(c, SLOT_SANCTION_REFUS);
    uint32_t loss = penalty(c, share, caqes_slot(c, SLOT_TAUX_SANCTION_MAX), products);
    uint32_t cut = penalty(c, share, caqes_slot(c, SLOT_TAUX_REDUCTION_MAX), listed);
    uint32_t loss_refused = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS), products);
    uint32_t cut_refused = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS_LISTE_EN_SUS), listed);

    loss = chosen(c, caqes_is(c, kind, CHOICE_SANCTION_PRODUITS), loss);
    cut = chosen(c, caqes_is(c, kind, CHOICE_SANCTION_LISTE_EN_SUS), cut);
    loss_refused = chosen(c, caqes_is(c, kind_refused, CHOICE_SANCTION_REFUS_PRODUITS), loss_refused);
    cut_refused = chosen(c, caqes_is(c, kind_refused, CHOICE_SANCTION_REFUS_LISTE_EN_SUS), cut_refused);

    caqes_output(c, OUTPUT_SCORE, score);
    caqes_output(c, OUTPUT_SCORE_CONNU, known);
    caqes_output(c, OUTPUT_SCORE_REGIONAL, regional);
    caqes_output(c, OUTPUT_LETTRE, letter(c, score));
    caqes_output(c, OUTPUT_TAUX, share);
    caqes_output(c, OUTPUT_SANCTION, unless_refused(c, loss, loss_refused));
    caqes_output(c, OUTPUT_REDUCTION, unless_refused(c, cut, cut_refused));
}

CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
