/* SPDX-License-Identifier: MIT
 *
 * Keeps what it was lent and reads it at the next call. */
#include "hostile.h"

static const int64_t *kept;
static void misbehave(struct caqes_case *c) {
    (void)c;
    if (kept) use(*kept);
    kept = c->values;
}
BEFORE(misbehave);
