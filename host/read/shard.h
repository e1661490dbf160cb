/* SPDX-License-Identifier: MIT
 *
 * shard.h: a share of the dossiers of a run, so that several machines evaluate a part each.
 *
 * Documents are numbered from 0 over all the inputs in their order, those that are refused too, and go to the shards
 * in turn, a block at a time. A shard reads its own documents only, and keeps of each what the others must know: the
 * FINESS that it claims, for a year of an establishment is read once in a run, whoever reads it. */
#ifndef CAQES_HOST_SHARD_H
#define CAQES_HOST_SHARD_H

#include <stdbool.h>
#include <stdint.h>

#define SHARD_BLOCK 64 /* of the format of parts: a part says what it has in this order */

/* A document of the shard. */
struct shard_document {
    bool accepted;
    uint32_t input, line; /* which of the inputs, from 0, and the line in it */
    const char *const *finess;
    uint32_t finess_count; /* those of a refused one count too */
};

struct shard {
    uint32_t index, count; /* the index-th, from 0, of `count` */
    /* Told of each document of the shard, in order, in one thread. */
    void (*document)(void *context, const struct shard_document *d);
    void *context;
    /* Set by the reading: documents of all the shards; whether an input has none, which is a fault of nobody's. */
    uint32_t documents;
    bool empty_input;
};

/* The shard, from 0, that a document belongs to. */
static inline uint32_t shard_of(uint32_t document, uint32_t count) { return document / SHARD_BLOCK % count; }

#endif
