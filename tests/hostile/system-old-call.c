/* SPDX-License-Identifier: MIT
 *
 * Calls the kernel as programs of 32 bits do. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    int result = 20; /* getpid */
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    use(result);
}
BEFORE(misbehave);
