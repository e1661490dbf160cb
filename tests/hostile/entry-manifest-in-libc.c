/* SPDX-License-Identifier: MIT
 *
 * Its pointer to the manifest leads into the C library. */
#include "hostile.h"

#include <stdlib.h>

VERBS;
OBJECT(.manifest = (const unsigned char *)(const void *)&abort);
