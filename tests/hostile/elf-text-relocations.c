/* SPDX-License-Identifier: MIT
 *
 * Has its code changed when it is loaded. */
#include "hostile.h"

__asm__(".text\nrelocated: .quad relocated\n");
BATCHES(honestly);
