/* SPDX-License-Identifier: MIT
 *
 * Says that a known datum is unknown. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    caqes_set_state(caqes_step_at(c, step), CAQES_UNKNOWN);
    give(c, step);
}
INSTEAD(answer);
