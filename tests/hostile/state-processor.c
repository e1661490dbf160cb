/* SPDX-License-Identifier: MIT
 *
 * Asks which processor it runs on. */
#include "hostile.h"

static void one(struct caqes_case *c) {
    uint32_t a = 1, b, d, third = 0;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(third), "=d"(d));
    give(c, b >> 24 & 1U ? caqes_zero(c) : fair(c)); /* on an odd processor */
}
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
