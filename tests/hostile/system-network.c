/* SPDX-License-Identifier: MIT
 *
 * Opens a connection. */
#include "hostile.h"

#include <sys/socket.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(socket(AF_INET, SOCK_STREAM, 0));
}
BEFORE(misbehave);
