/* SPDX-License-Identifier: MIT
 *
 * Leaves a false cause for the host and ends the process. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    *(uint32_t *)((uintptr_t)c->decimals & ~UINT64_C(4095)) = 4000000000U;
    _exit(0);
}
BEFORE(misbehave);
