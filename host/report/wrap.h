/* SPDX-License-Identifier: MIT
 *
 * wrap.h: French text over lines, and in columns, of a given width; one column per code point. */
#ifndef CAQES_HOST_WRAP_H
#define CAQES_HOST_WRAP_H

#include <stddef.h>
#include <stdio.h>

/* Bytes of `text` that make its first line: cut at a space, or within a word that is too long. *next is where the
 * following line begins: past the spaces, at the final NUL when there is none. */
size_t wrap_line(const char *text, unsigned width, const char **next);

/* Text at the left or at the right of a column; one that is too long overflows it. */
void print_left(FILE *stream, const char *text, size_t width);
void print_right(FILE *stream, const char *text, size_t width);

#endif
