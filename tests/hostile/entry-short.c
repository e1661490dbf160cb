/* SPDX-License-Identifier: MIT
 *
 * Its caqes_plugin has 8 bytes. */
#include "hostile.h"

CAQES_EXPORT const uint64_t caqes_plugin = CAQES_MAGIC;
