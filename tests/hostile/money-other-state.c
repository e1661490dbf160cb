/* SPDX-License-Identifier: MIT
 *
 * A state that does not exist. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_step_at(c, step)->state = 9;
    give(c, step);
}
INSTEAD(answer);
