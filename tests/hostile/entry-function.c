/* SPDX-License-Identifier: MIT
 *
 * Its caqes_plugin is a function. */
#include "hostile.h"

CAQES_EXPORT int caqes_plugin(void);
int caqes_plugin(void) { return 0; }
