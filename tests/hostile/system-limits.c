/* SPDX-License-Identifier: MIT
 *
 * Changes its own limits. */
#include "hostile.h"

#include <sys/resource.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    const struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    use(setrlimit(RLIMIT_AS, &none));
}
BEFORE(misbehave);
