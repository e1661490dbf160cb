/* SPDX-License-Identifier: MIT
 *
 * Frees memory of the host. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    free((void *)(uintptr_t)c->values);
}
BEFORE(misbehave);
