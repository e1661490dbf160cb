/* SPDX-License-Identifier: MIT
 *
 * Runs code when it is loaded, before any check, and does nothing with it. */
#include "hostile.h"

__attribute__((constructor)) static void early(void) { use(1); }
BATCHES(honestly);
