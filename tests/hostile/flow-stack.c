/* SPDX-License-Identifier: MIT
 *
 * Calls itself for ever. */
#include "hostile.h"

static int exhaust(int depth) {
    volatile char frame[4096];
    frame[0] = (char)depth;
    return exhaust(depth + 1) + frame[0];
}
static void misbehave(struct caqes_case *c) { use(exhaust((int)c->slot_count)); }
BEFORE(misbehave);
