/* SPDX-License-Identifier: MIT
 *
 * Changes the rights of files to come. */
#include "hostile.h"

#include <sys/stat.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(umask(0777));
}
BEFORE(misbehave);
