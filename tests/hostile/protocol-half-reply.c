/* SPDX-License-Identifier: MIT
 *
 * Half a reply on the host's socket. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(write(3, "0000", 4));
}
BEFORE(misbehave);
