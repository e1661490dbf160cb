/* SPDX-License-Identifier: MIT
 *
 * Has code to run at its end. */
#include "hostile.h"

__attribute__((destructor)) static void late(void) { use(1); }
BATCHES(honestly);
