/* SPDX-License-Identifier: MIT
 *
 * Reads the environment. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(getenv("LANG") || getenv("HOME") || getenv("CAQES_PLUGINS"));
}
BEFORE(misbehave);
