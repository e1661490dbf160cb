/* SPDX-License-Identifier: MIT
 *
 * Computes for ever. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (;;) use(0);
}
BEFORE(misbehave);
