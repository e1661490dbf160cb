/* SPDX-License-Identifier: MIT
 *
 * Draws lots from the kernel. */
#include "hostile.h"

#include <sys/random.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    char byte[8];
    use(getrandom(byte, sizeof byte, 0));
}
BEFORE(misbehave);
