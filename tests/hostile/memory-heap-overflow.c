/* SPDX-License-Identifier: MIT
 *
 * Writes past a block of its heap. */
#include "hostile.h"

#include <stdlib.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    volatile char *block = malloc(32);
    for (int i = 32; i < 40; i++) block[i] = 1;
}
BEFORE(misbehave);
