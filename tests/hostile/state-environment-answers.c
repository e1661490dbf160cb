/* SPDX-License-Identifier: MIT
 *
 * Aborts when the environment says anything. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    if (environ && environ[0]) __builtin_trap();
}
BEFORE(misbehave);
