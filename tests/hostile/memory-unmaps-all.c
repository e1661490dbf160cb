/* SPDX-License-Identifier: MIT
 *
 * Gives all memory back. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    munmap(0, ((size_t)1 << 47) - 4096);
}
BEFORE(misbehave);
