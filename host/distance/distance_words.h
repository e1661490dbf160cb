/* SPDX-License-Identifier: MIT
 *
 * distance_words.h: what the sentences and the table of distances have in common. */
#ifndef CAQES_HOST_DISTANCE_WORDS_H
#define CAQES_HOST_DISTANCE_WORDS_H

#include "host/distance/distance.h"

/* The obligation that a distance is about. */
const struct manifest_obligation *distance_obligation(const struct distances *d, const struct distance *x);

/* The datum that a change is made to. */
const struct layout_column *distance_datum(const struct distances *d, const struct flip *f);

/* One of its values: "412 lits", "1 234,50 €", "oui", "B". */
const char *distance_value(const struct distances *d, const struct flip *f, int64_t value, struct arena *arena);

/* Whether "how far" means something: not for a class or a yes/no item. */
bool distance_has_gap(const struct distances *d, const struct flip *f);

/* "1 234,50 €", or "aucun montant". */
const char *distance_euros(bool has_amount, int64_t centimes, struct arena *arena);

#endif
