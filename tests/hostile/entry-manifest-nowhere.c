/* SPDX-License-Identifier: MIT
 *
 * Its pointer to the manifest is NULL. */
#include "hostile.h"

VERBS;
OBJECT(.manifest = 0);
