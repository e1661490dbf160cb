/* SPDX-License-Identifier: MIT
 *
 * 600 steps. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    for (int i = 0; i < 600; i++) caqes_one(c);
    give(c, step);
}
INSTEAD(answer);
