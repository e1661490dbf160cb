/* SPDX-License-Identifier: MIT
 *
 * Writes to a block that it has freed. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    volatile char *volatile block = malloc(4096);
    free((void *)(uintptr_t)block);
    block[64] = 1;
}
BEFORE(misbehave);
