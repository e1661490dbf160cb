/* SPDX-License-Identifier: MIT
 *
 * Closes all descriptors when it is loaded. */
#include "hostile.h"

#include <unistd.h>

__attribute__((constructor)) static void early(void) {
    for (int i = 0; i < 1024; i++) close(i);
}
BATCHES(honestly);
