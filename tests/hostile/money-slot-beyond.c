/* SPDX-License-Identifier: MIT
 *
 * Reads a slot that does not exist. */
#include "hostile.h"

static void answer(struct caqes_case *c) { give(c, claim(c, CAQES_OP_SLOT, 4000000000U, 0, 0)); }
INSTEAD(answer);
