/* SPDX-License-Identifier: MIT
 *
 * Says that the figure that it was lent has other decimals. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    ((uint8_t *)(uintptr_t)c->decimals)[SLOT_FAIR] ^= 1;
}
BEFORE(misbehave);
