/* SPDX-License-Identifier: MIT
 *
 * Its pointer to the verbs is NULL. */
#include "hostile.h"

VERBS;
OBJECT(.verbs = 0);
