/* SPDX-License-Identifier: MIT
 *
 * Sends the host a descriptor. */
#include "hostile.h"

#include <sys/socket.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    struct msghdr message = {0};
    use(sendmsg(3, &message, 0));
}
BEFORE(misbehave);
