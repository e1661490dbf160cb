/* SPDX-License-Identifier: MIT
 *
 * Writes a file in /tmp. */
#include "hostile.h"

#include <fcntl.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(open("/tmp/caqes-hostile", O_WRONLY | O_CREAT, 0600));
}
BEFORE(misbehave);
