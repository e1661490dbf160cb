/* SPDX-License-Identifier: MIT
 *
 * Leaves by longjmp to a function that has returned. */
#include "hostile.h"

static void *place[5];
static void leave(void) { __builtin_longjmp(place, 1); }
__attribute__((noinline)) static int remember(void) {
    volatile char frame[512] = {0};
    use(frame[7]);
    return __builtin_setjmp(place);
}
__attribute__((noinline)) static int overwrite(void) {
    volatile char frame[1024];
    for (unsigned i = 0; i < sizeof frame; i++) frame[i] = 1;
    return frame[9];
}
static void misbehave(struct caqes_case *c) {
    (void)c;
    if (remember() == 0) {
        use(overwrite());
        leave();
    }
}
BEFORE(misbehave);
