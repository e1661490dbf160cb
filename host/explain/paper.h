/* SPDX-License-Identifier: MIT
 *
 * paper.h: French text on lines of a given width, with an indent and a mark before the first. */
#ifndef CAQES_HOST_PAPER_H
#define CAQES_HOST_PAPER_H

#include "host/base/arena.h"

#include <stdio.h>

/* French typography: a space that a line may not end at does not break. In the arena. */
const char *paper_typography(const char *text, struct arena *arena);

/* Prints `text`, wrapped; `mark` ("- ", "12. ", "") stands before its first line, the others are aligned. */
void paper_line(FILE *stream, unsigned indent, const char *mark, const char *text, struct arena *arena);

#endif
