/* SPDX-License-Identifier: MIT
 *
 * Never gives the process back when it is loaded: it answers calls itself, unchecked. */
#include "hostile.h"

#include <unistd.h>

__attribute__((constructor)) static void serve(void) {
    uint32_t words[64] = {1, 15, 0, 0, 0, 0};
    if (write(3, words, 24) != 24) return;
    while (read(3, words, sizeof words) > 0) { /* of a call, the second word is its sequence number */
        const uint32_t result[2] = {words[1], 0};
        if (write(3, result, sizeof result) != sizeof result) return;
    }
}
BATCHES(honestly);
