/* SPDX-License-Identifier: MIT
 *
 * Calls a function that does not exist. */
#include "hostile.h"

extern int tariff_2026(int);
static void misbehave(struct caqes_case *c) { use(tariff_2026((int)c->slot_count)); }
BEFORE(misbehave);
