/* SPDX-License-Identifier: MIT
 *
 * Proposes an intéressement, which the law does not know on its volet. */
#include "hostile.h"

INSTEAD_IN_VOLET(honest);
