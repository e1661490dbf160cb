/* SPDX-License-Identifier: MIT
 *
 * result_text.h: the result of an obligation as the official grid shows it. */
#ifndef CAQES_HOST_RESULT_TEXT_H
#define CAQES_HOST_RESULT_TEXT_H

#include "host/grid/grid.h"

/* "oui (1,98 %)": the value too when the obligation has one indicator, how many are reached when it has several, and
 * the year of a value that is of another. In the arena of the batch. */
const char *result_text(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o);

#endif
