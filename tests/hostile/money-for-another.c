/* SPDX-License-Identifier: MIT
 *
 * Answers one establishment in the place of another. */
#include "hostile.h"

#include <string.h>

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    memcpy(&reply->outputs[r * reply->output_count], &reply->outputs[0], 4);
    for (uint32_t o = 0; o < batch->record_count * reply->output_count; o++) reply->outputs[o] = CAQES_NO_STEP;
    return status;
}
BATCHES(verb);
