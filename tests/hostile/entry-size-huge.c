/* SPDX-License-Identifier: MIT
 *
 * Says that its object has 4 GiB. */
#include "hostile.h"

VERBS;
OBJECT(.size = UINT32_MAX);
