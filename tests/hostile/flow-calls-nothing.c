/* SPDX-License-Identifier: MIT
 *
 * Calls a function at address 0. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    ((void (*)(void))opaque(0))();
}
BEFORE(misbehave);
