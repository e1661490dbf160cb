/* SPDX-License-Identifier: MIT
 *
 * An explanation in which every step rests twice on the one before, 400 times. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    for (int i = 0; i < 400; i++) step = caqes_max(c, step, step);
    give(c, step);
}
INSTEAD(answer);
