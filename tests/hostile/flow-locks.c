/* SPDX-License-Identifier: MIT
 *
 * Waits for a lock that it holds. */
#include "hostile.h"

#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void misbehave(struct caqes_case *c) {
    (void)c;
    pthread_mutex_lock(&lock);
    pthread_mutex_lock(&lock);
}
BEFORE(misbehave);
