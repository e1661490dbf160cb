/* SPDX-License-Identifier: MIT
 *
 * Stretches the shared memory beyond its end and writes there. */
#include "hostile.h"

#include <string.h>
#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    char *region = (char *)((uintptr_t)c->decimals & ~UINT64_C(4095));
    char *larger = mremap(region, 128U << 20, 256U << 20, MREMAP_MAYMOVE);
    memset(larger + (200U << 20), 1, 4096);
}
BEFORE(misbehave);
