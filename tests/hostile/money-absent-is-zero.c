/* SPDX-License-Identifier: MIT
 *
 * Takes a datum that is absent for a zero, in C. */
#include "hostile.h"

static void one(struct caqes_case *c) {
    if (c->presences[SLOT_FAIR] == CAQES_PRESENT) {
        honest(c);
    } else {
        give(c, caqes_zero(c));
    }
}
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
