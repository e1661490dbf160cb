/* SPDX-License-Identifier: MIT
 *
 * Its verbs say that they have 4 GiB. */
#include "hostile.h"

static const struct caqes_verbs verbs = {.size = UINT32_MAX, .VERB = honestly};
OBJECT(.reserved = 0);
