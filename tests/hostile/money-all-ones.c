/* SPDX-License-Identifier: MIT
 *
 * A fraction of 128 bits, all of them 1. */
#include "hostile.h"

#include <string.h>

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    memset(&caqes_step_at(c, step)->value, 0xFF, sizeof(struct caqes_wire_fraction));
    give(c, step);
}
INSTEAD(answer);
