/* SPDX-License-Identifier: MIT
 *
 * Moves to a world of its own. */
#include "hostile.h"

#include <sched.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(unshare(CLONE_NEWUSER));
}
BEFORE(misbehave);
