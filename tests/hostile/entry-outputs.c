/* SPDX-License-Identifier: MIT
 *
 * Compiled for a million outputs. */
#include "hostile.h"

VERBS;
OBJECT(.output_count = 1000000);
