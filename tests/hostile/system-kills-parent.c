/* SPDX-License-Identifier: MIT
 *
 * Kills its parent. */
#include "hostile.h"

#include <signal.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    kill(getppid(), SIGKILL);
}
BEFORE(misbehave);
