/* SPDX-License-Identifier: MIT
 *
 * A number of its own, without a parameter. */
#include "hostile.h"

static void answer(struct caqes_case *c) { give(c, claim(c, CAQES_OP_NUMBER, 7, 0, 0)); }
INSTEAD(answer);
