/* SPDX-License-Identifier: MIT
 *
 * explain_json.h: an explanation for machines, format "caqes-explication" (docs/explain.md). It holds all that the
 * amounts were made from: whoever reads it alone can compute each of them again. */
#ifndef CAQES_HOST_EXPLAIN_JSON_H
#define CAQES_HOST_EXPLAIN_JSON_H

#include "host/explain/query.h"
#include "host/report/json_writer.h"

#define EXPLAIN_JSON_VERSION 1

/* One establishment, as an object. */
void explain_json(struct json_writer *w, const struct explanation *e, const struct explain_query *q);

/* The kind of a node in JSON: "donnee", "operation"... */
const char *code_of_kind(enum node_kind kind);

#endif
