/* SPDX-License-Identifier: MIT
 *
 * Another magic number. */
#include "hostile.h"

VERBS;
OBJECT(.magic = 7);
