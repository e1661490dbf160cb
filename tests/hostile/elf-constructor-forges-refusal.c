/* SPDX-License-Identifier: MIT
 *
 * Says in the host's stead that it is refused, with 60 MiB of words that move the terminal. */
#include "hostile.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

__attribute__((constructor)) static void early(void) {
    const uint32_t words = 60U << 20, ready[6] = {0, 15, 0, words, 4000000000U, 4000000000U};
    unsigned char *region = mmap(NULL, 128U << 20, PROT_READ | PROT_WRITE, MAP_SHARED, 5, 0);
    memset(region + 8, 'x', words);
    memcpy(region + 8, "\033[2Jhostile\n", 12);
    use(write(3, ready, sizeof ready));
}
BATCHES(honestly);
