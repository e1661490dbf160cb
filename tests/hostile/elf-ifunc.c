/* SPDX-License-Identifier: MIT
 *
 * Chooses a function while it is loaded, and ends the process there. */
#include "hostile.h"

#include <unistd.h>

static void *choose(void) {
    _exit(0);
    return 0;
}
int chosen(void) __attribute__((ifunc("choose")));
static void misbehave(struct caqes_case *c) {
    (void)c;
    use(chosen());
}
BEFORE(misbehave);
