/* SPDX-License-Identifier: MIT
 *
 * Prints a total of its own. */
#include "hostile.h"

#include <stdio.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    puts("total: 1 000 000");
    fflush(stdout);
}
BEFORE(misbehave);
