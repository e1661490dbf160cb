/* SPDX-License-Identifier: MIT
 *
 * Writes to an address that does not exist when it is loaded. */
#include "hostile.h"

__attribute__((constructor)) static void early(void) { *(volatile int *)8 = 1; }
BATCHES(honestly);
