/* SPDX-License-Identifier: MIT
 *
 * dossier.h: from the bytes of dossiers to records, checked once and for all.
 *
 * A file holds one dossier per line (NDJSON), or one pretty-printed dossier; document_source.h says how
 * the two are told apart. Lines are split first and parsed one at a time, so a bad one never takes its
 * neighbours along; every value is consumed, numbers are read from their raw text, and a dossier with any
 * fault is refused whole: all its faults are reported (D1xx), the other dossiers are evaluated. */
#ifndef CAQES_HOST_DOSSIER_H
#define CAQES_HOST_DOSSIER_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/read/layout.h"
#include "host/read/record.h"
#include "host/read/shard.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dossier_reader;

/* Reads dossiers of one year. One reader for all files of a run: it refuses a FINESS seen before. Layout,
 * model and diag must outlive it. */
struct dossier_reader *dossier_reader_create(const struct layout *layout, const struct model *model, uint32_t year,
                                             struct diag *diag);
void dossier_reader_destroy(struct dossier_reader *r);

/* Reads a share of the documents only; call before a file is opened. The shard must outlive the reader. */
void dossier_reader_share(struct dossier_reader *r, struct shard *shard);

/* Opens a file, or standard input for "-". False after a message when it cannot be read or is empty. */
bool dossier_reader_open(struct dossier_reader *r, const char *file);

/* The same over bytes in memory, which must stay there until the end is reached; `file` names them in
 * messages. */
bool dossier_reader_open_memory(struct dossier_reader *r, const char *file, const char *bytes, size_t length);

/* The next good record, allocated in `arena`; false at the end of the file. Bad ones are reported and
 * skipped. The record is valid until the arena is reset, and not longer than the reader (which owns the
 * name of the file). */
bool dossier_reader_next(struct dossier_reader *r, struct arena *arena, struct record *out);

/* Dossiers refused since the reader was created. */
uint32_t dossier_reader_refused(const struct dossier_reader *r);

#endif
