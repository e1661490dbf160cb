/* SPDX-License-Identifier: MIT
 *
 * grid_json.h: the grid as JSON, format "caqes-grille" version 1 (docs/formats.md). Keys are French,
 * amounts integer centimes, every exact value a fraction in lowest terms. */
#ifndef CAQES_HOST_GRID_JSON_H
#define CAQES_HOST_GRID_JSON_H

#include "host/grid/grid.h"
#include "host/report/json_writer.h"

#define GRID_JSON_VERSION 1

/* One grid as an object; with `explained`, the steps of every amount and indicator too. */
void grid_json(struct json_writer *w, const struct grid *g, bool explained);

/* Who is spoken of: the member "etablissement" of an object. */
void establishment_json(struct json_writer *w, const struct record *r, const struct model *m);

/* What the directeur général retains for a row: the member "decision", when there is one. */
void decision_json(struct json_writer *w, const struct retained *r);

/* The digests of what the grids were made from: configuration, plugins, and the input files. */
void digests_json(struct json_writer *w, const struct campaign *c, const char *const *input_digests,
                  uint32_t input_count);

#endif
