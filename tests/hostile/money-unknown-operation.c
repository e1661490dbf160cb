/* SPDX-License-Identifier: MIT
 *
 * An operation that does not exist. */
#include "hostile.h"

static void answer(struct caqes_case *c) { give(c, claim(c, 999, 0, 0, 0)); }
INSTEAD(answer);
