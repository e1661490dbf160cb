/* SPDX-License-Identifier: MIT
 *
 * article.h: an establishment in a page: its official grid, or what its contract will ask; why; and every step. */
#ifndef CAQES_HOST_ARTICLE_H
#define CAQES_HOST_ARTICLE_H

#include "host/grid/grid.h"

#include <stdio.h>

/* The grid as a table, an obligation and its result side by side. */
void article_grid(FILE *stream, const struct grid *g, struct arena *arena);

/* Before signature: obligations, targets, weights. */
void article_terms(FILE *stream, const struct grid *g, struct arena *arena);

/* What is missing or must be known; the motivations and the whole explanation, closed at first. */
void article_words(FILE *stream, const struct grid *g, struct arena *arena);

/* What a writer of plain text wrote, behind a title that opens it. */
void article_text(FILE *stream, const char *title, const char *text);

/* " plus", " minus" or "": how a sum is coloured. The sign says it too. */
const char *article_sign(int64_t centimes);

#endif
