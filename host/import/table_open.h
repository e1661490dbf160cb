/* SPDX-License-Identifier: MIT
 *
 * table_open.h: a table that people bring, whichever way it was saved: CSV between ';', tabulations or ',', in UTF-8 or
 * Windows-1252; or a sheet of a workbook. */
#ifndef CAQES_HOST_TABLE_OPEN_H
#define CAQES_HOST_TABLE_OPEN_H

#include "host/base/csv.h"

/* `sheet` NULL: the first; `head`: the row of the names, from 1 (1 only, in CSV). False after messages. */
bool table_open(const char *file, const char *sheet, uint32_t head, struct arena *arena, struct diag *diag,
                struct csv_table *out);

#endif
