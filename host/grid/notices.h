/* SPDX-License-Identifier: MIT
 *
 * notices.h: what a reader of the grid should know, and that changes no amount: data published or extracted after
 * the evaluation [I II.b.ii], several volets that carry a sanction [I II.a.iv]. Texts are French. */
#ifndef CAQES_HOST_NOTICES_H
#define CAQES_HOST_NOTICES_H

#include "host/grid/grid.h"

/* Fills g->notices, with texts in the arena of the batch. */
void notices_add(struct grid *g);

#endif
