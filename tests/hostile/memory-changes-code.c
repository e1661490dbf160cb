/* SPDX-License-Identifier: MIT
 *
 * Makes its own code writable. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(mprotect((void *)((uintptr_t)&honest & ~UINT64_C(4095)), 4096, PROT_READ | PROT_WRITE | PROT_EXEC));
}
BEFORE(misbehave);
