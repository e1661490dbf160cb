/* SPDX-License-Identifier: MIT
 *
 * Runs an illegal instruction. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    __builtin_trap();
}
BEFORE(misbehave);
