/* SPDX-License-Identifier: MIT
 *
 * Asks to survive the host when it is loaded. */
#include "hostile.h"

#include <sys/prctl.h>

__attribute__((constructor)) static void early(void) { prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0); }
BATCHES(honestly);
