/* SPDX-License-Identifier: MIT
 *
 * Forks. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(fork());
}
BEFORE(misbehave);
