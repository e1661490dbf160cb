/* SPDX-License-Identifier: MIT
 *
 * The layouts as C++ sees them; compiling is the test. */
#include "abi_layout.h"
