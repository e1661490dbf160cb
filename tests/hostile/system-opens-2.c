/* SPDX-License-Identifier: MIT
 *
 * Reads the list of users, by a newer call. */
#include "hostile.h"

#include <sys/syscall.h>
#include <unistd.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    const uint64_t how[3] = {0};
    use(syscall(SYS_openat2, -100, "/etc/passwd", how, sizeof how));
}
BEFORE(misbehave);
