/* SPDX-License-Identifier: MIT
 *
 * Its verb is a function of the C library. */
#include "hostile.h"

#include <stdlib.h>

static const struct caqes_verbs verbs = {
    .size = sizeof verbs, .VERB = (int32_t(*)(const struct caqes_batch *, struct caqes_reply *))(uintptr_t)&abort};
OBJECT(.reserved = 0);
