/* SPDX-License-Identifier: MIT
 *
 * Crashes in its own self-test. */
#include "hostile.h"

static int32_t test(const struct caqes_batch *batch, struct caqes_reply *reply) {
    (void)batch, (void)reply;
    *(volatile int *)8 = 1;
    return 0;
}
CAQES_PLUGIN(.VERB = honestly, .self_test = test);
