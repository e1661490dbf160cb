/* SPDX-License-Identifier: MIT
 *
 * Computes in a thread of its own. */
#include "hostile.h"

#include <pthread.h>

static void *work(void *c) { return c; }
static void misbehave(struct caqes_case *c) {
    pthread_t thread;
    use(pthread_create(&thread, 0, work, c));
}
BEFORE(misbehave);
