/* SPDX-License-Identifier: MIT
 *
 * grid_compact.h: a grid as one short line of JSON, format "compact" (docs/formats.md): results, findings and amounts
 * by their codes, without labels, data or steps. For who has many grids and knows the codes: national runs, statistics.
 */
#ifndef CAQES_HOST_GRID_COMPACT_H
#define CAQES_HOST_GRID_COMPACT_H

#include "host/grid/grid.h"
#include "host/report/json_writer.h"

void grid_compact(struct json_writer *w, const struct grid *g);

#endif
