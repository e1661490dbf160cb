/* SPDX-License-Identifier: MIT
 *
 * A fraction that is not in lowest terms. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    struct caqes_wire_fraction *value = &caqes_step_at(c, step)->value;
    if (value->num_low < UINT64_MAX / 6) value->num_low *= 6, value->den_low *= 6;
    give(c, step);
}
INSTEAD(answer);
