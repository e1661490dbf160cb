/* SPDX-License-Identifier: MIT
 *
 * Asks the kernel for the time. */
#include "hostile.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    struct timespec now;
    use(syscall(SYS_clock_gettime, CLOCK_REALTIME, &now));
}
BEFORE(misbehave);
