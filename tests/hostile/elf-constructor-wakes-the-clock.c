/* SPDX-License-Identifier: MIT
 *
 * Gives itself the counter of the processor back when it is loaded. */
#include "hostile.h"

#include <sys/prctl.h>

__attribute__((constructor)) static void early(void) { prctl(PR_SET_TSC, PR_TSC_ENABLE, 0, 0, 0); }
BATCHES(honestly);
