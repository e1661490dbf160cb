/* SPDX-License-Identifier: MIT
 *
 * shown.h: values of results as analysts read them, in French. NULL for nothing. */
#ifndef CAQES_HOST_SHOWN_H
#define CAQES_HOST_SHOWN_H

#include "host/base/arena.h"
#include "host/read/json_source.h"

/* "51/50" as "1,02"; in a unit of the grid ("euros", "rate", "yes_no"...) as grids show it. What does not end within
 * six decimals is given as it is written too; what cannot be read, as it is written. */
const char *shown_fraction(const struct json_node *n, const char *unit, struct arena *arena);

/* Centimes as euros, with their sign. */
const char *shown_centimes(const struct json_node *n, struct arena *arena);

/* A word of the results ("non_atteint", "evalue") with its accents and spaces. */
const char *shown_word(const char *word);

#endif
