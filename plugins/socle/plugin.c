/* SPDX-License-Identifier: MIT
 *
 * Volet socle (annexes 1 and 3a): every result enters one score, the region's bareme makes it a share of
 * the ceiling, and the contract says of what: products, or liste en sus. Never an intéressement. */
#include "socle_manifest.h"

/* The whole score: the national indicators, the regional ones, and the general obligations that a region weighs. */
#define SCORED ((uint32_t)CAQES_PRINCIPAL | (uint32_t)CAQES_COMPLEMENTAIRE | (uint32_t)CAQES_GENERALE)

/* The amount at stake, by the share that is due. Without a sanction the amount is not needed; without a score there is
 * none. */
static uint32_t penalty(struct caqes_case *c, uint32_t share, uint32_t at_stake) {
    uint32_t nothing = caqes_zero(c);
    uint32_t due = caqes_compare(c, share, CAQES_ABOVE, nothing);
    return caqes_select(c, due, caqes_multiply(c, share, at_stake), nothing);
}

/* Share of the products. */
static uint32_t sanction(struct caqes_case *c, uint32_t share) {
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t rate = caqes_slot(c, SLOT_TAUX_SANCTION_MAX);
    uint32_t evaluated = penalty(c, share, caqes_multiply(c, rate, products));
    uint32_t refusal = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS), products);
    evaluated = caqes_if_chosen(c, SLOT_SANCTION, CHOICE_SANCTION_PRODUITS, evaluated);
    refusal = caqes_if_chosen(c, SLOT_SANCTION_REFUS, CHOICE_SANCTION_REFUS_PRODUITS, refusal);
    return caqes_select(c, caqes_refused(c), caqes_cite(c, refusal, SOURCE_REFUS), evaluated);
}

/* The reduction of the liste en sus at stake: the products that have a rate of their own in the contract at that
 * rate, the others at the common one. */
static uint32_t reduction_at_stake(struct caqes_case *c, uint32_t listed) {
    uint32_t rate = caqes_slot(c, SLOT_TAUX_REDUCTION_MAX);
    uint32_t others = caqes_subtract(c, listed, caqes_products(c));
    uint32_t common = caqes_multiply(c, rate, others);
    return caqes_add(c, common, caqes_cite(c, caqes_products_cut(c), SOURCE_TAUX_PROPRES));
}

/* Share of the liste en sus. */
static uint32_t reduction(struct caqes_case *c, uint32_t share) {
    uint32_t listed = caqes_slot(c, SLOT_LISTE_EN_SUS_REMBOURSEE);
    uint32_t evaluated = penalty(c, share, reduction_at_stake(c, listed));
    uint32_t refusal = caqes_multiply(c, caqes_slot(c, SLOT_TAUX_REFUS_LISTE_EN_SUS), listed);
    evaluated = caqes_if_chosen(c, SLOT_SANCTION, CHOICE_SANCTION_LISTE_EN_SUS, evaluated);
    refusal = caqes_if_chosen(c, SLOT_SANCTION_REFUS, CHOICE_SANCTION_REFUS_LISTE_EN_SUS, refusal);
    return caqes_select(c, caqes_refused(c), caqes_cite(c, refusal, SOURCE_REFUS), evaluated);
}

/* The parts of the report. The national one never changes with a region's choices of others: regions compare on it.
 * Over no weight at all, a part is sans objet. */
static void parts(struct caqes_case *c, uint32_t scale) {
    uint32_t national = caqes_multiply(c, scale, caqes_mean(c, CAQES_PRINCIPAL));
    uint32_t general = caqes_multiply(c, scale, caqes_mean(c, CAQES_GENERALE));
    uint32_t regional = caqes_multiply(c, scale, caqes_mean(c, CAQES_COMPLEMENTAIRE));

    caqes_output(c, OUTPUT_SCORE_NATIONAL, national);
    caqes_output(c, OUTPUT_SCORE_NATIONAL_SANS_INDICATEUR, general);
    caqes_output(c, OUTPUT_OBLIGATIONS_GENERALES_MANQUEES, caqes_missed(c, CAQES_GENERALE));
    caqes_output(c, OUTPUT_SCORE_PARTIE_REGIONALE, regional);
}

static void settle(struct caqes_case *c) {
    uint32_t scale = caqes_slot(c, SLOT_ECHELLE_SCORE);
    uint32_t score = caqes_multiply(c, scale, caqes_mean(c, SCORED));
    uint32_t known = caqes_multiply(c, scale, caqes_mean_known(c, SCORED));
    uint32_t regional = caqes_divide(c, caqes_multiply(c, score, caqes_slot(c, SLOT_SCORE_MAXIMUM)), scale);
    uint32_t share = caqes_read_curve(c, SLOT_BAREME, score);

    parts(c, scale);
    caqes_cite(c, score, SOURCE_ANNEXE_1_EVALUATION);
    caqes_output(c, OUTPUT_SCORE, score);
    caqes_output(c, OUTPUT_SCORE_CONNU, known);
    caqes_output(c, OUTPUT_SCORE_REGIONAL, regional);
    caqes_output(c, OUTPUT_LETTRE, caqes_read_curve(c, SLOT_LETTRES, score));
    caqes_output(c, OUTPUT_TAUX, share);
    caqes_output(c, OUTPUT_SANCTION, caqes_cite(c, sanction(c, share), SOURCE_ANNEXE_1_EVALUATION));
    caqes_output(c, OUTPUT_REDUCTION, caqes_cite(c, reduction(c, share), SOURCE_ANNEXE_1_EVALUATION));
}

CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
