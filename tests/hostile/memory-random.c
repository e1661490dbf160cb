/* SPDX-License-Identifier: MIT
 *
 * Fills the shared memory with noise. */
#include "hostile.h"

static int32_t verb(const struct caqes_batch *batch, struct caqes_reply *reply) {
    int32_t status = honestly(batch, reply);
    uint32_t r = marked_row(batch);
    if (r == batch->record_count) return status;
    uint64_t *word = (uint64_t *)((uintptr_t)batch->decimals & ~UINT64_C(4095)), state = 88172645463325252U;
    for (uint32_t i = 0; i < (128U << 10); i++) {
        state ^= state << 13, state ^= state >> 7, state ^= state << 17;
        word[i] = state;
    }
    return status;
}
BATCHES(verb);
