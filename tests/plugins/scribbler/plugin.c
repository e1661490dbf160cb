/* SPDX-License-Identifier: MIT
 *
 * Writes over the facts it is lent before it answers, so that 1 % looks a hundred times larger. */
#include "scribbler_manifest.h"

static void settle(struct caqes_case *c) {
    uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
    caqes_output(c, OUTPUT_SANCTION, caqes_multiply(c, caqes_slot(c, SLOT_CENTIEME), products));
}

static int32_t scribble(const struct caqes_batch *batch, struct caqes_reply *reply) {
    ((uint8_t *)(uintptr_t)batch->decimals)[SLOT_PRODUITS_AM] = 0;
    ((int64_t *)(uintptr_t)batch->values)[SLOT_PRODUITS_AM] *= 100;
    return caqes_for_each(batch, reply, settle, caqes_manifest_tables, CAQES_MANIFEST_TABLE_COUNT);
}
CAQES_PLUGIN(.settle = scribble);
