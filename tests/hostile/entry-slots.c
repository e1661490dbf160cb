/* SPDX-License-Identifier: MIT
 *
 * Compiled for fewer slots than its manifest has. */
#include "hostile.h"

VERBS;
OBJECT(.slot_count = 1);
