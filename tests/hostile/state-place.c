/* SPDX-License-Identifier: MIT
 *
 * Answers by the place of the establishment in the batch. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    uint32_t r;
    for (r = 0; r < batch->record_count; r++) {
        struct caqes_case c = caqes_case_open(batch, reply, r, caqes_manifest_tables, CAQES_MANIFEST_TABLE_COUNT);
        give(&c, r > 0 ? caqes_zero(&c) : fair(&c));
        reply->step_counts[r] = c.step_count;
    }
    return CAQES_OK;
}
BATCHES(verb);
