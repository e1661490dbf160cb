/* SPDX-License-Identifier: MIT
 *
 * Reads a number as if it were a curve. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    give(c, claim(c, CAQES_OP_CURVE, step, 0, SLOT_TAUX));
}
INSTEAD(answer);
