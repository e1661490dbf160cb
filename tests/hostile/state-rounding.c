/* SPDX-License-Identifier: MIT
 *
 * Changes how floating point is rounded. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    uint32_t mode = 0x7F80;
    __asm__ volatile("ldmxcsr %0" : : "m"(mode));
}
BEFORE(misbehave);
