/* SPDX-License-Identifier: MIT
 *
 * Forks when it is loaded. */
#include "hostile.h"

#include <unistd.h>

__attribute__((constructor)) static void early(void) { use(fork()); }
BATCHES(honestly);
