/* SPDX-License-Identifier: MIT
 *
 * Writes on the host's socket without end. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    const uint32_t result[2] = {123456, 0};
    for (;;) use(write(3, result, sizeof result));
}
BEFORE(misbehave);
