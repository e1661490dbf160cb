/* SPDX-License-Identifier: MIT
 *
 * Gives no result. */
#include "hostile.h"

static void answer(struct caqes_case *c) { fair(c); }
INSTEAD(answer);
