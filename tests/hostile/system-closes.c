/* SPDX-License-Identifier: MIT
 *
 * Closes all descriptors. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (int i = 0; i < 1024; i++) close(i);
}
BEFORE(misbehave);
