/* SPDX-License-Identifier: MIT
 *
 * Reads a decision table that does not exist. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    give(c, claim(c, CAQES_OP_TABLE, step, CAQES_NO_STEP, 3));
}
INSTEAD(answer);
