/* SPDX-License-Identifier: MIT
 *
 * Sets LD_PRELOAD and starts another program when it is loaded. */
#include "hostile.h"

#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void early(void) {
    setenv("LD_PRELOAD", "/tmp/other.so", 1);
    execl("/bin/true", "true", (char *)0);
}
BATCHES(honestly);
