/* SPDX-License-Identifier: MIT
 *
 * Volet pertinence (annex 5): the main theme decides between intéressement and sanction; the contract
 * says whether a sanction is a MSAP or a share of the products; action plan and complementary objectives
 * modulate the euros, never the months. The ciblage, of the volet and of a MSAP, compares with the population and
 * with thresholds. */
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

/* "Écart significatif": z = (rate - p) / sqrt(p (1 - p) / n) above its threshold, p the rate of the group. Roots are
 * not exact, squares are: with d = rate - p above 0, d^2 n / (p (1 - p)) > threshold^2. A rate below that of its group
 * is no ground, and then p (1 - p) may be 0, which the comparison does not look at. */
static uint32_t gap(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c), activity = caqes_slot(c, SLOT_PERTINENCE_ACTIVITE);
    uint32_t rate = caqes_divide(c, caqes_slot(c, SLOT_PERTINENCE_ACTES), activity);
    uint32_t group_acts = caqes_slot(c, SLOT_GROUPE_ACTES);
    uint32_t mean = caqes_divide(c, group_acts, caqes_slot(c, SLOT_GROUPE_ACTIVITE));
    uint32_t difference = caqes_subtract(c, rate, mean);
    uint32_t excess = caqes_max(c, nothing, difference);
    uint32_t spread = caqes_max(c, nothing, caqes_multiply(c, mean, caqes_complement(c, mean)));
    uint32_t square = caqes_divide(c, caqes_multiply(c, caqes_multiply(c, excess, excess), activity), spread);
    uint32_t limit = caqes_slot(c, SLOT_SEUIL_Z);
    uint32_t wide = caqes_compare(c, square, CAQES_ABOVE, caqes_multiply(c, limit, limit));
    caqes_output(c, TARGETING_TAUX, rate);
    caqes_output(c, TARGETING_TAUX_GROUPE, mean);
    caqes_output(c, TARGETING_Z_CARRE, square);
    return caqes_select(c, caqes_compare(c, difference, CAQES_ABOVE, nothing), wide, nothing);
}

/* "Proportion élevée": a share strictly above its threshold. */
static void high_share(struct caqes_case *c, uint32_t part, uint32_t whole, uint32_t limit, uint32_t fact,
                       uint32_t ground, uint32_t source) {
    uint32_t above = caqes_slot(c, part);
    uint32_t share = caqes_divide(c, above, caqes_slot(c, whole));
    uint32_t high = caqes_compare(c, share, CAQES_ABOVE, caqes_slot(c, limit));
    caqes_output(c, fact, share);
    caqes_output(c, ground, caqes_cite(c, high, source));
}

/* The four grounds of a MSAP (art. L. 162-1-17 CSS); the first two are those of the volet. */
static void target(struct caqes_case *c) {
    caqes_output(c, TARGETING_ECART, caqes_cite(c, gap(c), SOURCE_ANNEXE_5_CIBLAGE));
    high_share(c, SLOT_ACTES_HAS_NON_CONFORMES, SLOT_ACTES_HAS, SLOT_SEUIL_HAS, TARGETING_PART_HAS, TARGETING_HAS,
               SOURCE_ANNEXE_5_CIBLAGE);
    high_share(c, SLOT_SEJOURS_HEBERGEMENT_EVITABLES, SLOT_SEJOURS_HEBERGEMENT, SLOT_SEUIL_HEBERGEMENT,
               TARGETING_PART_HEBERGEMENT, TARGETING_HEBERGEMENT, SOURCE_ANNEXE_5_MSAP);
    high_share(c, SLOT_PRESCRIPTIONS_HEBERGEMENT_EVITABLES, SLOT_PRESCRIPTIONS_HEBERGEMENT, SLOT_SEUIL_HEBERGEMENT,
               TARGETING_PART_PRESCRIPTIONS, TARGETING_PRESCRIPTIONS_HEBERGEMENT, SOURCE_ANNEXE_5_MSAP);
}

CAQES_VERB(settle)
CAQES_VERB(target)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle), .target = CAQES_BATCH(target));
