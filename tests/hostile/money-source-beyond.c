/* SPDX-License-Identifier: MIT
 *
 * Cites a source that its manifest does not have. */
#include "hostile.h"

static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    give(c, caqes_cite(c, step, 77));
}
INSTEAD(answer);
