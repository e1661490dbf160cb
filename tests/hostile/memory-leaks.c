/* SPDX-License-Identifier: MIT
 *
 * Never gives a megabyte back. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    volatile char *block = malloc(1U << 20);
    block[0] = 1;
}
BEFORE(misbehave);
