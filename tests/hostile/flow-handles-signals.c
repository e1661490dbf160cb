/* SPDX-License-Identifier: MIT
 *
 * Handles its own crash by ending with code 0. */
#include "hostile.h"

#include <signal.h>
#include <unistd.h>

static void quietly(int number) { _exit(number * 0); }
static void misbehave(struct caqes_case *c) {
    (void)c;
    signal(SIGSEGV, quietly);
    *(volatile int *)8 = 1;
}
BEFORE(misbehave);
