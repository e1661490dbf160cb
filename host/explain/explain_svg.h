/* SPDX-License-Identifier: MIT
 *
 * explain_svg.h: an explanation drawn as a tree, from the total down to the data. Drawn here, without another program:
 * the same bytes everywhere. A value that several rest on is drawn once, and named where it comes again. */
#ifndef CAQES_HOST_EXPLAIN_SVG_H
#define CAQES_HOST_EXPLAIN_SVG_H

#include "host/explain/query.h"

#include <stdio.h>

/* One establishment. */
void explain_svg(FILE *stream, const struct explanation *e, const struct explain_query *q);

#endif
