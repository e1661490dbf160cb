/* SPDX-License-Identifier: MIT
 *
 * Makes a hole in the shared memory. */
#include "hostile.h"

#include <fcntl.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(fallocate(5, 3, 0, 64U << 20));
}
BEFORE(misbehave);
