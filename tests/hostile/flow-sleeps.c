/* SPDX-License-Identifier: MIT
 *
 * Sleeps a hundred years. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    sleep(3155760000U);
}
BEFORE(misbehave);
