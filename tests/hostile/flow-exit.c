/* SPDX-License-Identifier: MIT
 *
 * Ends the process with code 0. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    exit(0);
}
BEFORE(misbehave);
