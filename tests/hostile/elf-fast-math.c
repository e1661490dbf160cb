/* SPDX-License-Identifier: MIT
 *
 * Changes the mode of floating point when it is loaded, as -ffast-math does. */
#include "hostile.h"

BATCHES(honestly);
