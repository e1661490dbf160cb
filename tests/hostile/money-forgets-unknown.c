/* SPDX-License-Identifier: MIT
 *
 * Says that a parameter that nobody has set is 1. */
#include "hostile.h"

static void answer(struct caqes_case *c) { give(c, claim(c, CAQES_OP_SLOT, SLOT_BAREME, 0, 0)); }
INSTEAD(answer);
