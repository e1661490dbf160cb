/* SPDX-License-Identifier: MIT
 *
 * Says that its object has 3 bytes. */
#include "hostile.h"

VERBS;
OBJECT(.size = 3);
