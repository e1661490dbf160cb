/* SPDX-License-Identifier: MIT
 *
 * explain_table.h: an explanation as a table, for an auditor: a row for each value, data first, each with what it is
 * made from, its exact value, and where it comes from. */
#ifndef CAQES_HOST_EXPLAIN_TABLE_H
#define CAQES_HOST_EXPLAIN_TABLE_H

#include "host/explain/query.h"

#include <stdio.h>

/* One establishment. */
void explain_table(FILE *stream, const struct explanation *e, const struct explain_query *q);

#endif
