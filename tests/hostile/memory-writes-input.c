/* SPDX-License-Identifier: MIT
 *
 * Multiplies by 100 the figure that it was lent. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    ((int64_t *)(uintptr_t)c->values)[SLOT_FAIR] *= 100;
}
BEFORE(misbehave);
