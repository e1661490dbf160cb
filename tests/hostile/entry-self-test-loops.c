/* SPDX-License-Identifier: MIT
 *
 * Computes for ever in its own self-test. */
#include "hostile.h"

static int32_t test(const struct caqes_batch *batch, struct caqes_reply *reply) {
    (void)batch, (void)reply;
    for (;;) use(0);
}
CAQES_PLUGIN(.VERB = honestly, .self_test = test);
