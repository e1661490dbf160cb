/* SPDX-License-Identifier: MIT
 *
 * A reply to another call on the host's socket. */
#include "hostile.h"

#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    const uint32_t result[2] = {123456, 0};
    use(write(3, result, sizeof result));
}
BEFORE(misbehave);
