/* SPDX-License-Identifier: MIT
 *
 * Puts empty memory in the place of its code. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    mmap((void *)((uintptr_t)&honest & ~UINT64_C(4095)), 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}
BEFORE(misbehave);
