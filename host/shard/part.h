/* SPDX-License-Identifier: MIT
 *
 * part.h: what a shard gives: a text file, "caqes-part" version 1, that `caqes merge` puts together with the others.
 *
 *     {"format": "caqes-part", "version": 1, "part": 2, "of": 8}
 *     {"programme": …}            the run, on one line: the same in every part of it; "plugins" has the "id" of each
 *     {"format": "caqes-grille…   a line for each grid, as a run that is not shared out writes it
 *     0:734+990000038             a line for each document of the shard, in order: input and line, + accepted or -
 *                                 refused, the FINESS that it claims
 *     12 1 0 0                    what is to know of some grids: which, incomplete volets, whether a plugin is at
 *                                 fault, which plugins failed (bits, hexadecimal)
 *     {"grids": …}                how many there are of each, where they begin, and the fingerprint of all before
 */
#ifndef CAQES_HOST_PART_H
#define CAQES_HOST_PART_H

#include "host/base/diag.h"
#include "host/read/shard.h"
#include "host/report/json_writer.h"
#include "host/shard/fingerprint.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PART_VERSION 1
#define PART_SHARDS_MOST 1000 /* all are open at a time when they are merged */

/* What is to know of a grid beside its line. */
struct part_note {
    uint32_t grid; /* which of the part, from 0 */
    uint32_t incomplete;
    bool fault;
    uint64_t failed; /* bits: plugins of the campaign */
};

/* ---- Writing ---- */

struct part_writer {
    FILE *stream;
    struct fingerprint *fingerprint;
    uint64_t written;                    /* bytes */
    struct json_writer documents, notes; /* bytes kept for the end */
    uint32_t grids;
};

/* Begins a part with its first two lines; `run` is the second. */
void part_begin(struct part_writer *w, FILE *stream, const struct shard *s, const char *run);

/* The next lines of grids. */
void part_write(struct part_writer *w, const char *bytes, size_t length);

void part_document(struct part_writer *w, const struct shard_document *d);
/* Counts a grid; a note that says nothing is left out. note.grid is set here. */
void part_grid(struct part_writer *w, struct part_note note);

/* Ends it. `exit_code` is that of the run, without what came of its documents. */
void part_end(struct part_writer *w, const struct shard *s, enum caqes_exit exit_code);
void part_free(struct part_writer *w);

/* ---- Reading ---- */

struct part_text {
    const char *at, *end;
};

struct part {
    const char *file;
    void *map;
    size_t size;
    uint32_t index, count; /* from 0 */
    struct part_text run, grids, documents, notes;
    uint32_t grid_count, document_total; /* of the part; of the whole run */
    enum caqes_exit exit_code;
};

/* Opens a part, and sees that it is as it was written. False after a message (A150 to A152, S611). Close it in any
 * case. `file` must outlive it. */
bool part_open(struct part *p, const char *file, struct diag *diag);
void part_close(struct part *p);

/* The next one of the part; `finess` points into it, `finess_count` of them, ten bytes apart. False at the end, and at
 * what is not in the form, where *bad is set. */
struct part_document {
    bool accepted;
    uint32_t input, line;
    const char *finess;
    uint32_t finess_count;
};
bool part_next_document(struct part_text *t, struct part_document *out, bool *bad);
bool part_next_note(struct part_text *t, struct part_note *out, bool *bad);
/* The next line, with its end; empty when there is none. */
struct part_text part_next_line(struct part_text *t);

/* Whether `file` is a whole part of this shard of this run: it need not be evaluated again. Says nothing. */
bool part_is_done(const char *file, const struct shard *s, const char *run);

#endif
