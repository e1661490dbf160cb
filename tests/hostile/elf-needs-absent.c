/* SPDX-License-Identifier: MIT
 *
 * Needs a library that is not there. */
#include "hostile.h"

BATCHES(honestly);
