/* SPDX-License-Identifier: MIT
 *
 * Writes over its own stack, canary and all. */
#include "hostile.h"

__attribute__((noinline)) static void smash(volatile uint32_t size) {
    volatile char frame[16];
    for (uint32_t i = 0; i < size; i++) frame[i] = 65;
    use(frame[3]);
}
static void misbehave(struct caqes_case *c) { smash(4096 + c->slot_count); }
BEFORE(misbehave);
