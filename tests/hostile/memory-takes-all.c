/* SPDX-License-Identifier: MIT
 *
 * Takes all memory. */
#include "hostile.h"

#include <stdlib.h>
#include <string.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (;;) {
        char *block = malloc(64U << 20);
        memset(block, 1, 64U << 20); /* NULL once there is no more */
        use((intptr_t)block);
    }
}
BEFORE(misbehave);
