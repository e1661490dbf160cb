/* SPDX-License-Identifier: MIT
 *
 * Has a segment that is both writable and executable. */
#include "hostile.h"

__asm__(".section .hot,\"awx\",@progbits\n.quad 0\n.text\n");
BATCHES(honestly);
