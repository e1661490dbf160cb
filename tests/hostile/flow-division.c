/* SPDX-License-Identifier: MIT
 *
 * Divides by zero in integers. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(77 % opaque(0));
}
BEFORE(misbehave);
