/* SPDX-License-Identifier: MIT
 *
 * Writes into the memory of the host. */
#include "hostile.h"

#include <sys/uio.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    struct iovec part = {(void *)(uintptr_t)c, 8};
    use(process_vm_writev(1, &part, 1, &part, 1, 0));
}
BEFORE(misbehave);
