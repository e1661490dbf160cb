/* SPDX-License-Identifier: MIT
 *
 * An amount that rests on whether a datum was supplied. */
#include "hostile.h"

#if !defined(REGIONAL)
static void answer(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c), absent = caqes_presence_is(c, SLOT_PRODUITS_AM, CAQES_ABSENT);
    uint32_t step = fair(c);
    give(c, caqes_select(c, absent, nothing, step));
}
#endif
INSTEAD_IN_VOLET(answer);
