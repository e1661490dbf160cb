/* SPDX-License-Identifier: MIT
 *
 * target_view.h: what a reader sees of a ground of the ciblage. A ground is one step; what stands behind it is read
 * off its explanation: the facts that its steps pass through, each with the threshold it is compared to, and the
 * data it rests on. So a plugin shows its figures by declaring them as facts, and says nothing twice. */
#ifndef CAQES_HOST_TARGET_VIEW_H
#define CAQES_HOST_TARGET_VIEW_H

#include "host/target/target.h"

/* A fact under a ground, when it is known. */
struct ground_fact {
    const struct manifest_output *output;
    struct caqes_fraction value;
    bool has_limit; /* it is compared to something known */
    struct caqes_fraction limit;
    uint32_t limit_step;
};

struct ground_view {
    const struct manifest_output *output;
    uint32_t step;
    uint16_t state; /* caqes_state */
    bool holds;
    bool not_subject; /* sans objet because a datum is "non soumis" (annex 6 §2), and not for a denominator of 0 */
    const struct ground_fact *facts;
    uint32_t fact_count;
    const uint32_t *inputs, *aggregates, *missing; /* slots */
    uint32_t input_count, aggregate_count, missing_count;
};

/* Views of the grounds of a volet that were asked for, in the manifest's order; *views is in the batch's arena. */
uint32_t target_view(const struct targeting *t, const struct volet_targeting *v, const struct ground_view **views);

/* "ciblé", "à apprécier"... and its code in JSON: "cible". */
const char *display_targeting(enum targeting_decision decision);
const char *code_of_targeting(enum targeting_decision decision);

/* "oui", "non", "sans objet", "inconnu", "erreur"; in JSON "sans_objet". */
const char *display_ground(const struct ground_view *g);
const char *code_of_ground(const struct ground_view *g);

/* In the batch's arena: a fact's value, beside its threshold; the threshold; a datum: its value, with the year when
 * it stands for N, or why it has none; the group of an aggregate: "Val-Fictif, MCO : 6 établissements". */
const char *fact_text(const struct targeting *t, const struct volet_targeting *v, const struct ground_fact *f);
const char *limit_text(const struct targeting *t, const struct volet_targeting *v, const struct ground_fact *f);
const char *datum_text(const struct targeting *t, const struct volet_targeting *v, uint32_t slot);
const char *group_text(const struct targeting *t, const struct volet_targeting *v, uint32_t slot);

/* The statistic that the slot of an aggregate holds. */
const struct population_value *group_of(const struct volet_targeting *v, uint32_t slot);

#endif
