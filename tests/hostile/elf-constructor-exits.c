/* SPDX-License-Identifier: MIT
 *
 * Ends the process with code 0 when it is loaded. */
#include "hostile.h"

#include <unistd.h>

__attribute__((constructor)) static void early(void) { _exit(0); }
BATCHES(honestly);
