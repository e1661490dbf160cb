/* SPDX-License-Identifier: MIT
 *
 * Calls the kernel by the instruction itself. */
#include "hostile.h"

#include <sys/syscall.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    long result = SYS_getppid;
    __asm__ volatile("syscall" : "+a"(result) : : "rcx", "r11", "memory");
    use(result);
}
BEFORE(misbehave);
