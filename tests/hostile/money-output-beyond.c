/* SPDX-License-Identifier: MIT
 *
 * Names a step that does not exist. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    honest(c);
    caqes_output(c, RESULT, 400);
}
INSTEAD(answer);
