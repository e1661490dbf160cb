/* SPDX-License-Identifier: MIT
 *
 * Its own self-test refuses it. */
#include "hostile.h"

static int32_t test(const struct caqes_batch *batch, struct caqes_reply *reply) {
    (void)batch, (void)reply;
    return CAQES_PLUGIN_FAILED;
}
CAQES_PLUGIN(.VERB = honestly, .self_test = test);
