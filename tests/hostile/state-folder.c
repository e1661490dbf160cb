/* SPDX-License-Identifier: MIT
 *
 * Changes the folder of the process. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(chdir("/"));
}
BEFORE(misbehave);
