/* SPDX-License-Identifier: MIT
 *
 * Brings a library of its own, found through RUNPATH. */
#include "hostile.h"

extern int own_helper(void);
static void misbehave(struct caqes_case *c) {
    (void)c;
    use(own_helper());
}
BEFORE(misbehave);
