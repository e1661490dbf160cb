/* SPDX-License-Identifier: MIT
 *
 * Asks to handle its own page faults. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(syscall(SYS_userfaultfd, 0));
}
BEFORE(misbehave);
