/* SPDX-License-Identifier: MIT
 *
 * Writes to an address that does not exist. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    *(volatile int *)8 = 1;
}
BEFORE(misbehave);
