/* SPDX-License-Identifier: MIT
 *
 * batches.h: the dossiers of a run, a batch at a time, so that memory does not grow with their number; several batches
 * at a time, if asked, with the same results. */
#ifndef CAQES_HOST_BATCHES_H
#define CAQES_HOST_BATCHES_H

#include "host/campaign/campaign.h"
#include "host/cli/inputs.h"
#include "host/read/shard.h"

/* Batches that may be under way together: what a command keeps for each is at its index. */
enum { BATCHES_MOST = 128 };

/* Records of the inputs, in their order; BATCH_RECORDS at most. */
struct record_batch {
    const struct record *records;
    uint32_t count;
    uint32_t index;     /* under BATCHES_MOST; of no other batch under way */
    struct arena *work; /* emptied, with the records, when the batch was taken */
};

/* What a command does with each batch. */
struct batch_user {
    /* In any thread, several at a time; NULL for nothing. */
    void (*work)(void *context, const struct record_batch *b);
    /* In the order of the inputs, in one thread. */
    void (*take)(void *context, const struct record_batch *b);
    void *context;
    struct shard *shard; /* NULL: every dossier */
};

/* Reads every input and hands its records over, with a line of progress; `jobs` batches are worked on at a time.
 * Returns how many dossiers were refused; each is reported, and so is an input that cannot be read. */
uint32_t batches_run(const struct campaign *campaign, const struct inputs *inputs, uint32_t jobs,
                     const struct batch_user *user, struct diag *diag);

#endif
