/* SPDX-License-Identifier: MIT
 *
 * case_file.h: a file of rule cases: a CSV table with ';' between cells, and a comment "# campagne: PATH" before the
 * names of the columns. */
#ifndef CAQES_HOST_CASE_FILE_H
#define CAQES_HOST_CASE_FILE_H

#include "host/base/csv.h"

/* As csv_read and csv_parse. What a comment says of the campaign is the table's `setting`. */
bool case_table_read(struct csv_table *t, const char *file, struct arena *arena, struct diag *diag);
void case_table_parse(struct csv_table *t, const char *file, const char *bytes, size_t length, struct arena *arena,
                      struct diag *diag);

#endif
