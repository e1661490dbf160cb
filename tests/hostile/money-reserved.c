/* SPDX-License-Identifier: MIT
 *
 * Something in a reserved field of a step. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_step_at(c, step)->reserved2 = 1;
    give(c, step);
}
INSTEAD(answer);
