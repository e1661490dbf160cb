/* SPDX-License-Identifier: MIT
 *
 * table.h: the official grid as text, six French columns, at most 100 wide. */
#ifndef CAQES_HOST_TABLE_H
#define CAQES_HOST_TABLE_H

#include "host/grid/grid.h"

#include <stdio.h>

/* One establishment's grid. */
void table_print(FILE *stream, const struct grid *g, struct arena *arena);

/* What a whole run amounts to, after the last grid. */
struct run_summary {
    uint32_t establishments, refused, states[3];   /* by total_state */
    caqes_int128 interessements, sanctions, total; /* centimes; sanctions negative */
};

void summary_add(struct run_summary *s, const struct grid *g);
void summary_print(FILE *stream, const struct run_summary *s);

#endif
