/* SPDX-License-Identifier: MIT
 *
 * merge.h: the parts of a run as one: the bytes that a run which was not shared out would have written. */
#ifndef CAQES_HOST_MERGE_H
#define CAQES_HOST_MERGE_H

#include "host/base/arena.h"
#include "host/shard/part.h"

struct merge {
    struct arena *arena;
    struct diag *diag;
    struct part *parts; /* [part_count], of one run, each shard once, in order */
    uint32_t part_count;
    uint8_t *dropped; /* bits: documents that another shard has read before */
    uint32_t evaluated, refused, incomplete;
};

/* Opens the parts. False after messages about every one that is refused (A150 to A156), and about shards that are
 * missing or there twice. */
bool merge_open(struct merge *m, const char *const *files, uint32_t count);

/* Settles what a shard cannot alone: a FINESS claimed in two of them, which is reported (D122), and plugins that fail
 * too often over all of them, for which shards are to be evaluated again: false after a message (P305). Raises the
 * exit code to that of the whole. */
bool merge_settle(struct merge *m);

/* Writes the lines of all grids in the order of the inputs. False after a message (A156). */
bool merge_write(struct merge *m, FILE *stream);

void merge_close(struct merge *m);

#endif
