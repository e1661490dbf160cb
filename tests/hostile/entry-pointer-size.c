/* SPDX-License-Identifier: MIT
 *
 * Pointers of 4 bytes. */
#include "hostile.h"

VERBS;
OBJECT(.pointer_size = 4);
