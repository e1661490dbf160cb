/* SPDX-License-Identifier: MIT
 *
 * Asks what day it is. */
#include "hostile.h"

#include <time.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(time(0));
}
BEFORE(misbehave);
