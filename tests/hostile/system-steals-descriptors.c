/* SPDX-License-Identifier: MIT
 *
 * Takes a descriptor of the host. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(syscall(SYS_pidfd_open, 1, 0));
}
BEFORE(misbehave);
