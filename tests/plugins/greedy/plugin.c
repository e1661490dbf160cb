/* SPDX-License-Identifier: MIT
 *
 * Steps that recompute, and amounts that the law forbids. */
#include "greedy_manifest.h"

static void settle(struct caqes_case *c) {
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    uint32_t gain = caqes_multiply(c, caqes_slot(c, SLOT_CUPIDE), products);
    uint32_t loss = caqes_multiply(c, caqes_complement(c, caqes_slot(c, SLOT_CUPIDE)), products);
    caqes_output(c, OUTPUT_GAIN, gain);
    caqes_output(c, OUTPUT_SANCTION, loss);
}
CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
