/* SPDX-License-Identifier: MIT
 *
 * Steps of another size. */
#include "hostile.h"

VERBS;
OBJECT(.step_size = 16);
