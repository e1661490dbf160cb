/* SPDX-License-Identifier: MIT
 *
 * Answers the next calls before they are made. */
#include "hostile.h"

#include <unistd.h>

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    for (uint32_t sequence = 1; sequence < 64; sequence++) { /* the first that fits is this call's */
        const uint32_t result[2] = {sequence, 0};
        use(write(3, result, sizeof result));
    }
    return status;
}
BATCHES(verb);
