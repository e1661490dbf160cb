/* SPDX-License-Identifier: MIT
 *
 * Answers by where it happens to lie in memory. */
#include "hostile.h"

static void one(struct caqes_case *c) { give(c, (uintptr_t)&one >> 12 & 1U ? caqes_zero(c) : fair(c)); }
CAQES_VERB(one)
BATCHES(CAQES_BATCH(one));
