/* SPDX-License-Identifier: MIT
 *
 * Says in the host's stead that it is accepted, though its object is bad. */
#include "hostile.h"

#include <unistd.h>

VERBS;
OBJECT(.magic = 7);
__attribute__((constructor)) static void early(void) {
    const uint32_t ready[6] = {1, 15, 0, 0, 0, 0}; /* accepted, fully confined */
    use(write(3, ready, sizeof ready));
}
