/* SPDX-License-Identifier: MIT
 *
 * Asks for the privileges that were given up. */
#include "hostile.h"

#include <sys/prctl.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}
BEFORE(misbehave);
