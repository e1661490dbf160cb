/* SPDX-License-Identifier: MIT
 *
 * Adds a filter of its own. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(syscall(SYS_seccomp, 0, 0, 0));
}
BEFORE(misbehave);
