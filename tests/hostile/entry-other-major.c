/* SPDX-License-Identifier: MIT
 *
 * Another major version of the ABI. */
#include "hostile.h"

VERBS;
OBJECT(.abi_major = CAQES_ABI_MAJOR + 1);
