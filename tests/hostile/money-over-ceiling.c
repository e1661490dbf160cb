/* SPDX-License-Identifier: MIT
 *
 * All the products of the year as a sanction. */
#include "hostile.h"

#if !defined(REGIONAL)
static void answer(struct caqes_case *c) { give(c, caqes_slot(c, SLOT_PRODUITS_AM)); }
#endif
INSTEAD_IN_VOLET(answer);
