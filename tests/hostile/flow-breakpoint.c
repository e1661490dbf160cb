/* SPDX-License-Identifier: MIT
 *
 * Stops as for a debugger. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    __asm__ volatile("int3");
}
BEFORE(misbehave);
