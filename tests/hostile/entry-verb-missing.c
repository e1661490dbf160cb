/* SPDX-License-Identifier: MIT
 *
 * The verb that its manifest asks for is missing. */
#include "hostile.h"

static const struct caqes_verbs verbs = {.size = sizeof verbs};
OBJECT(.reserved = 0);
