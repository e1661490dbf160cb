/* SPDX-License-Identifier: MIT
 *
 * Answers a code that does not exist. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    status = 12345;
    return status;
}
BATCHES(verb);
