/* SPDX-License-Identifier: MIT
 *
 * Sleeps for ever. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (;;) pause();
}
BEFORE(misbehave);
