/* SPDX-License-Identifier: MIT
 *
 * Says that it has written fewer steps than it names. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    reply->step_counts[r] = 1;
    reply->outputs[r * reply->output_count + RESULT] = 2;
    return status;
}
BATCHES(verb);
