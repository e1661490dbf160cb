/* SPDX-License-Identifier: MIT
 *
 * Attaches to the host as a debugger. */
#include "hostile.h"

#include <sys/ptrace.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(ptrace(PTRACE_TRACEME, 0, 0, 0));
}
BEFORE(misbehave);
