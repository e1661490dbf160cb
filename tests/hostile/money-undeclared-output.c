/* SPDX-License-Identifier: MIT
 *
 * Writes an output that its manifest does not declare. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    if (r + 1 == batch->record_count) reply->outputs[batch->record_count * reply->output_count] = 0;
    return status;
}
BATCHES(verb);
