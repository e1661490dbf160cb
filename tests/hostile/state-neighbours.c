/* SPDX-License-Identifier: MIT
 *
 * Answers by how many establishments are in the batch. */
#include "hostile.h"

static uint32_t neighbours;
static void one(struct caqes_case *c) { give(c, neighbours > 1 ? caqes_zero(c) : fair(c)); }
CAQES_VERB(one)
static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    neighbours = batch->record_count;
    return CAQES_BATCH(one)(batch, reply);
}
BATCHES(verb);
