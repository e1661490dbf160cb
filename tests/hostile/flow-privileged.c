/* SPDX-License-Identifier: MIT
 *
 * Runs an instruction of the kernel alone. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    __asm__ volatile("hlt");
}
BEFORE(misbehave);
