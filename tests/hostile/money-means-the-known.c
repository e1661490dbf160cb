/* SPDX-License-Identifier: MIT
 *
 * An amount that rests on the obligations that are known only. */
#include "hostile.h"

#if !defined(REGIONAL)
static void answer(struct caqes_case *c) {
    uint32_t step = fair(c), mean = caqes_mean_known(c, CAQES_PRINCIPAL);
    give(c, caqes_multiply(c, step, mean));
}
#endif
INSTEAD_IN_VOLET(answer);
