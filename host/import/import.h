/* SPDX-License-Identifier: MIT
 *
 * import.h: dossiers from the tables that people bring. Every cell that cannot be taken is reported, with its file,
 * sheet, row, column and text, and leaves its datum absent; the rest of its establishment is kept. */
#ifndef CAQES_HOST_IMPORT_H
#define CAQES_HOST_IMPORT_H

#include "host/campaign/campaign.h"
#include "host/report/json_writer.h"

struct import;

/* For a campaign, whose vocabulary it is; `arena` lives as long as it. */
struct import *import_open(const struct campaign *campaign, struct arena *arena, struct diag *diag);

/* Takes a table whose columns are named by their paths, or the tables that a mapping (caqes-import, .cfg) names. False
 * when the file cannot be read or understood, after messages; faults of cells do not make it false. */
bool import_take(struct import *i, const char *file);

/* The files that were read, for who must not write over one. */
const char *const *import_files(const struct import *i, uint32_t *count);

/* Writes the dossiers, a line each, in the order in which their establishments first came. How many there are. */
uint32_t import_write(struct import *i, struct json_writer *w, FILE *stream);

#endif
