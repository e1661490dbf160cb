/* SPDX-License-Identifier: MIT
 *
 * Kills the whole group. */
#include "hostile.h"

#include <signal.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    kill(0, SIGKILL);
}
BEFORE(misbehave);
