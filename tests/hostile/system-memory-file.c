/* SPDX-License-Identifier: MIT
 *
 * Makes a file in memory. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(memfd_create("hostile", 0));
}
BEFORE(misbehave);
