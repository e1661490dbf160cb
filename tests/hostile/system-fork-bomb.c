/* SPDX-License-Identifier: MIT
 *
 * Forks without end. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    for (int i = 0; i < 6; i++) use(syscall(SYS_vfork));
}
BEFORE(misbehave);
