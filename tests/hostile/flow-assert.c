/* SPDX-License-Identifier: MIT
 *
 * Fails an assertion. */
#include "hostile.h"

#include <assert.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    __assert_fail("a > b", "plugin.c", 7, "settle");
}
BEFORE(misbehave);
