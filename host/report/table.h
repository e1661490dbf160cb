/* SPDX-License-Identifier: MIT
 *
 * table.h: the official grid as text, six French columns, at most 100 wide. */
#ifndef CAQES_HOST_TABLE_H
#define CAQES_HOST_TABLE_H

#include "host/grid/grid.h"

#include <stdio.h>

/* One establishment's grid. */
void table_print(FILE *stream, const struct grid *g, struct arena *arena);

#endif
