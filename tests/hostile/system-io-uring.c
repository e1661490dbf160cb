/* SPDX-License-Identifier: MIT
 *
 * Asks for calls that no filter sees. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    char parameters[256] = {0};
    use(syscall(SYS_io_uring_setup, 4, parameters));
}
BEFORE(misbehave);
