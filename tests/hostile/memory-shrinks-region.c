/* SPDX-License-Identifier: MIT
 *
 * Cuts the shared memory to nothing. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(ftruncate(5, 0));
}
BEFORE(misbehave);
