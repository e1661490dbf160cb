/* SPDX-License-Identifier: MIT
 *
 * Calls the kernel by the numbers of x32. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(syscall(0x40000000 | SYS_getpid));
}
BEFORE(misbehave);
