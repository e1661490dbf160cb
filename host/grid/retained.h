/* SPDX-License-Identifier: MIT
 *
 * retained.h: what the directeur général of the agency retains, held against what was computed [I IV.b]. It stands
 * beside the computed amounts and never enters their total; what the law fixes holds for it too, and what passes that
 * is said, not corrected: the decision is his. Texts are French. */
#ifndef CAQES_HOST_RETAINED_H
#define CAQES_HOST_RETAINED_H

#include "host/grid/grid.h"

/* Fills the `retained` of the rows and of the grid, once its amounts stand. */
void retained_check(struct grid *g);

#endif
