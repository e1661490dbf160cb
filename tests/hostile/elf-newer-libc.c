/* SPDX-License-Identifier: MIT
 *
 * Needs a version of the C library that does not exist yet. */
#include "hostile.h"

extern int tariff_2099(void);
static void misbehave(struct caqes_case *c) {
    (void)c;
    use(tariff_2099());
}
BEFORE(misbehave);
