/* SPDX-License-Identifier: MIT
 *
 * Does right: the measure of the suite itself. */
#include "hostile.h"

BATCHES(honestly);
