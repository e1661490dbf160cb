/* SPDX-License-Identifier: MIT
 *
 * explain_dot.h: an explanation as a graph, in the language of Graphviz: from data to amounts. */
#ifndef CAQES_HOST_EXPLAIN_DOT_H
#define CAQES_HOST_EXPLAIN_DOT_H

#include "host/explain/query.h"

#include <stdio.h>

/* One establishment. */
void explain_dot(FILE *stream, const struct explanation *e, const struct explain_query *q);

#endif
