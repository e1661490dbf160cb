/* SPDX-License-Identifier: MIT
 *
 * Answers every second call with zero. */
#include "hostile.h"

static int calls;
static void one(struct caqes_case *c) { give(c, calls++ % 2 ? caqes_zero(c) : fair(c)); }
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
