/* SPDX-License-Identifier: MIT
 *
 * Multiplies until 128 bits do not hold it. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    for (int i = 0; i < 9; i++) step = caqes_multiply(c, step, step);
    give(c, step);
}
INSTEAD(answer);
