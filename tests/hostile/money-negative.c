/* SPDX-License-Identifier: MIT
 *
 * A sanction below zero. */
#include "hostile.h"

#if !defined(REGIONAL)
static void answer(struct caqes_case *c) {
    uint32_t step = fair(c);
    give(c, caqes_subtract(c, caqes_zero(c), step));
}
#endif
INSTEAD_IN_VOLET(answer);
