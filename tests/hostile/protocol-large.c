/* SPDX-License-Identifier: MIT
 *
 * A megabyte on the host's socket. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    static char words[1 << 20];
    use(write(3, words, sizeof words));
}
BEFORE(misbehave);
