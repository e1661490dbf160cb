/* SPDX-License-Identifier: MIT
 *
 * csv_write.h: a cell of a table that is written. */
#ifndef CAQES_HOST_CSV_WRITE_H
#define CAQES_HOST_CSV_WRITE_H

#include <stdio.h>

/* The text, between quotes when it holds one of `special` (the separator, '"', line ends), or always when it is NULL; a
 * quote is then doubled. */
void csv_write_cell(FILE *stream, const char *text, const char *special);

#endif
