/* SPDX-License-Identifier: MIT
 *
 * Has a symbol that pins it in memory. */
#include "hostile.h"

__asm__(".data\n.globl pinned\n.type pinned, @gnu_unique_object\npinned: .long 0\n.size pinned, 4\n.text\n");
BATCHES(honestly);
