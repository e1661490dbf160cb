/* SPDX-License-Identifier: MIT
 *
 * A reserved field that is not 0. */
#include "hostile.h"

VERBS;
OBJECT(.reserved = 1);
