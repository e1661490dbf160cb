/* SPDX-License-Identifier: MIT
 *
 * Answers by what the memory that it was lent held before. */
#include "hostile.h"

#include <string.h>

static void one(struct caqes_case *c) {
    uint64_t before;
    memcpy(&before, c->steps + (size_t)(c->step_capacity - 1) * c->step_stride, sizeof before);
    memset(c->steps + (size_t)(c->step_capacity - 1) * c->step_stride, 1, sizeof before);
    give(c, before ? caqes_zero(c) : fair(c));
}
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
