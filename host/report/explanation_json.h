/* SPDX-License-Identifier: MIT
 *
 * explanation_json.h: the steps behind a value, each with what it was computed from. A mean rests on the
 * obligations of the grid, a table and a bareme on the manifest and the configuration:
 * {"n": 3, "op": "multiplier", "de": [1, 2], "valeur": "1/2", "source": "..."}. */
#ifndef CAQES_HOST_EXPLANATION_JSON_H
#define CAQES_HOST_EXPLANATION_JSON_H

#include "host/plugin/manifest.h"
#include "host/report/json_writer.h"

#include "caqes/steps.h"

/* The steps that `roots` rest on, in their order. Roots may hold CAQES_NO_STEP. */
void explanation_json(struct json_writer *w, const struct manifest *m, const struct caqes_case *c,
                      const uint32_t *roots, uint32_t root_count, struct arena *arena);

/* Names in JSON: "multiplier", "<=", "sans_objet", "non_soumis"; and the roles of a mean, as the member "roles". */
const char *code_of_operation(uint16_t op);
const char *code_of_relation(uint32_t relation);
const char *code_of_state(uint16_t state);
const char *code_of_presence(uint32_t presence);
void roles_json(struct json_writer *w, uint32_t roles);

#endif
