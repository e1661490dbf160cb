/* SPDX-License-Identifier: MIT
 *
 * Throws a C++ exception, which nobody catches. */
#include "hostile.h"

/* misbehave_in_cpp is in flow-exception.cpp */
extern void misbehave_in_cpp(void);
static void misbehave(struct caqes_case *c) {
    (void)c;
    misbehave_in_cpp();
}
BEFORE(misbehave);
