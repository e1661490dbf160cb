/* SPDX-License-Identifier: MIT
 *
 * Ignores the signal of too much computing, then computes for ever. */
#include "hostile.h"

#include <signal.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    signal(SIGXCPU, SIG_IGN);
    for (;;) use(0);
}
BEFORE(misbehave);
