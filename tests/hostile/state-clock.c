/* SPDX-License-Identifier: MIT
 *
 * Reads the clock as every program does. */
#include "hostile.h"

#include <time.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    struct timespec now;
    use(clock_gettime(CLOCK_REALTIME, &now));
}
BEFORE(misbehave);
