/* SPDX-License-Identifier: MIT
 *
 * A later minor version of the ABI. */
#include "hostile.h"

VERBS;
OBJECT(.abi_minor = CAQES_ABI_MINOR + 1);
