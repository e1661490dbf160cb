/* SPDX-License-Identifier: MIT
 *
 * Answers the code of a failure on one record, and on every one after it. */
#include "hostile.h"

static volatile int failing;

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    if (marked_row(batch) < batch->record_count) failing = 1;
    return failing ? -1 : status;
}
BATCHES(verb);
