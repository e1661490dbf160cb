/* SPDX-License-Identifier: MIT
 *
 * Exports no caqes_plugin. */
#include "hostile.h"

static const struct caqes_plugin *unused;
const void *something(void);
const void *something(void) { return &unused; }
