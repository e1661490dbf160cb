/* SPDX-License-Identifier: MIT
 *
 * Aborts. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    abort();
}
BEFORE(misbehave);
