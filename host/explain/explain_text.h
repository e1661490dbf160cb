/* SPDX-License-Identifier: MIT
 *
 * explain_text.h: an explanation in French sentences, for the establishment. */
#ifndef CAQES_HOST_EXPLAIN_TEXT_H
#define CAQES_HOST_EXPLAIN_TEXT_H

#include "host/explain/query.h"

#include <stdio.h>

/* One establishment. */
void explain_text(FILE *stream, const struct explanation *e, const struct explain_query *q);

#endif
