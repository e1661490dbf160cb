/* SPDX-License-Identifier: MIT
 *
 * Takes half a second for an establishment, and answers. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (long i = 0; i < 1000000000; i++) use(0);
}
BEFORE(misbehave);
