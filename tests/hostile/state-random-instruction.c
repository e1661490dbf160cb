/* SPDX-License-Identifier: MIT
 *
 * Draws lots by an instruction of the processor. */
#include "hostile.h"

static void one(struct caqes_case *c) {
    unsigned char drawn = 0;
    uint64_t lot = 0;
    __asm__ volatile("rdrand %0; setc %1" : "=r"(lot), "=qm"(drawn));
    give(c, drawn && lot % 2 ? caqes_zero(c) : fair(c));
}
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
