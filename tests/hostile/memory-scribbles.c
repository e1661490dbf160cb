/* SPDX-License-Identifier: MIT
 *
 * Fills the shared memory with ones, its reply and those of other establishments included. */
#include "hostile.h"

#include <string.h>

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    memset((void *)((uintptr_t)batch->decimals & ~UINT64_C(4095)), 0xFF, 1U << 20);
    return status;
}
BATCHES(verb);
