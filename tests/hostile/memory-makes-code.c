/* SPDX-License-Identifier: MIT
 *
 * Asks for memory to write code in. */
#include "hostile.h"

#include <sys/mman.h>

static void misbehave(struct caqes_case *c) {
    (void)c;
    use(mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
}
BEFORE(misbehave);
