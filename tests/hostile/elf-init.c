/* SPDX-License-Identifier: MIT
 *
 * Has an init function, which the loader calls. */
#include "hostile.h"

void early(void);
void early(void) { use(1); }
BATCHES(honestly);
