/* SPDX-License-Identifier: MIT
 *
 * xlsx.h: a sheet of a workbook as a table of texts. The workbook is anybody's: what it unpacks to is bounded, no
 * entity is defined in it, and nothing of it is computed. */
#ifndef CAQES_HOST_XLSX_H
#define CAQES_HOST_XLSX_H

#include "host/base/csv.h"

/* Reads a sheet, by its name or, when it is NULL, the first, into a table whose names are in row `head` (from 1). A
 * number is its shortest decimal within the 15 digits that a spreadsheet keeps; a date is AAAA-MM-JJ; "vrai" or "faux";
 * an error is itself (#N/A). False after a message (I401: not a workbook; I402: a sheet or a row that is not there;
 * I403: too large). */
bool xlsx_read(const char *file, const char *sheet, uint32_t head, struct arena *arena, struct diag *diag,
               struct csv_table *out);

#endif
