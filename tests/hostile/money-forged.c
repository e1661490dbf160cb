/* SPDX-License-Identifier: MIT
 *
 * Claims a million for a step that computes something else. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_set_value(caqes_step_at(c, step), caqes_fraction_of(1000000, 1));
    give(c, step);
}
INSTEAD(answer);
