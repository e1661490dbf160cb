/* SPDX-License-Identifier: MIT
 *
 * Asks for an executable stack. */
#include "hostile.h"

BATCHES(honestly);
