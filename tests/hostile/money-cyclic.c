/* SPDX-License-Identifier: MIT
 *
 * A step that rests on itself. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t next = c->step_count;
    give(c, claim(c, CAQES_OP_COMPLEMENT, next, 0, 0));
}
INSTEAD(answer);
