/* SPDX-License-Identifier: MIT
 *
 * Says that it has written 4 thousand million steps. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    reply->step_counts[r] = UINT32_MAX;
    return status;
}
BATCHES(verb);
