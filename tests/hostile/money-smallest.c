/* SPDX-License-Identifier: MIT
 *
 * Claims the smallest number of 64 bits. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_set_value(caqes_step_at(c, step), caqes_fraction_of(INT64_MIN, 1));
    give(c, step);
}
INSTEAD(answer);
