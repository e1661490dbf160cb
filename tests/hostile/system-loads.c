/* SPDX-License-Identifier: MIT
 *
 * Loads another library. */
#include "hostile.h"

#include <dlfcn.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(dlopen("/usr/lib/x86_64-linux-gnu/libm.so.6", RTLD_NOW) != 0);
}
BEFORE(misbehave);
