/* SPDX-License-Identifier: MIT
 *
 * A step that rests on a later one. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t next = c->step_count;
    claim(c, CAQES_OP_ADD, next + 1, next + 2, 0);
    claim(c, CAQES_OP_NUMBER, 1, 0, 0);
    give(c, next);
}
INSTEAD(answer);
