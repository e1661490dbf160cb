/* SPDX-License-Identifier: MIT
 *
 * Handles its own crashes by ending with code 0, from the moment it is loaded. */
#include "hostile.h"

#include <signal.h>
#include <unistd.h>

static void quietly(int number) {
    (void)number;
    _exit(0);
}
__attribute__((constructor)) static void early(void) { signal(SIGSEGV, quietly); }
BATCHES(honestly);
