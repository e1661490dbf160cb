/* SPDX-License-Identifier: MIT
 *
 * Writes to standard error, without the C library. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(write(2, "total\n", 6));
}
BEFORE(misbehave);
