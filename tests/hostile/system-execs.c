/* SPDX-License-Identifier: MIT
 *
 * Starts another program. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    execl("/bin/true", "true", (char *)0);
}
BEFORE(misbehave);
