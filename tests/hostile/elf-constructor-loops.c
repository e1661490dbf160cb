/* SPDX-License-Identifier: MIT
 *
 * Computes for ever when it is loaded. */
#include "hostile.h"

__attribute__((constructor)) static void early(void) {
    for (;;) use(0);
}
BATCHES(honestly);
