/* SPDX-License-Identifier: MIT
 *
 * Asks for a signal in a second. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(alarm(1));
}
BEFORE(misbehave);
