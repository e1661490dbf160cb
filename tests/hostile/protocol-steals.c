/* SPDX-License-Identifier: MIT
 *
 * Reads the host's socket, and so waits for ever. */
#include "hostile.h"

#include <unistd.h>

#if !defined(REGIONAL)
static void answer(struct caqes_case *c) {
    char words[512];
    use(read(3, words, sizeof words));
    honest(c);
}
#endif
INSTEAD_IN_VOLET(answer); /* once is long enough */
