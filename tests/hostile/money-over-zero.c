/* SPDX-License-Identifier: MIT
 *
 * A fraction over 0. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_step_at(c, step)->value.den_low = 0;
    give(c, step);
}
INSTEAD(answer);
