/* SPDX-License-Identifier: MIT
 *
 * Reads the counter of the processor. */
#include "hostile.h"

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(__builtin_ia32_rdtsc());
}
BEFORE(misbehave);
