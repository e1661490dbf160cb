/* SPDX-License-Identifier: MIT
 *
 * Reads the list of users. */
#include "hostile.h"

#include <fcntl.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(open("/etc/passwd", O_RDONLY));
}
BEFORE(misbehave);
