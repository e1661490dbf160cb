/* SPDX-License-Identifier: MIT
 *
 * Its caqes_plugin is of each thread. */
#include "hostile.h"

CAQES_EXPORT __thread char caqes_plugin[sizeof(struct caqes_plugin)] = {1};
