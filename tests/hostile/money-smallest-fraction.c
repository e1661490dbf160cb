/* SPDX-License-Identifier: MIT
 *
 * The smallest fraction of 128 bits, over -1. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_step_at(c, step)->value = (struct caqes_wire_fraction){0, INT64_MIN, UINT64_MAX, -1};
    give(c, step);
}
INSTEAD(answer);
