/* SPDX-License-Identifier: MIT
 *
 * Gives the shared memory back. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    munmap((void *)((uintptr_t)c->decimals & ~UINT64_C(4095)), 128U << 20);
}
BEFORE(misbehave);
