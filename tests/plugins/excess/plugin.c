/* SPDX-License-Identifier: MIT
 *
 * Steps that recompute, and an amount that is 1 % of the products, or all of them. */
#include "excess_manifest.h"

static void settle(struct caqes_case *c) {
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t part = caqes_multiply(c, caqes_slot(c, SLOT_CENTIEME), products);
    caqes_output(c, OUTPUT_SANCTION, caqes_select(c, caqes_slot(c, SLOT_TEMOIN), part, products));
}
CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
