/* SPDX-License-Identifier: MIT
 *
 * A verb that its manifest does not ask for. */
#include "hostile.h"

static const struct caqes_verbs verbs = {.size = sizeof verbs, .VERB = honestly, .target = honestly};
OBJECT(.reserved = 0);
