/* SPDX-License-Identifier: MIT
 *
 * Marks the shared memory as broken, so that the host falls on it. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(madvise((void *)((uintptr_t)c->decimals & ~UINT64_C(4095)), 4096, 100 /* MADV_HWPOISON */));
}
BEFORE(misbehave);
