/* SPDX-License-Identifier: MIT
 *
 * Claims one euro, and, where the dossier says so, changes the step afterwards to claim a million. */
#include "forger_manifest.h"

static void settle(struct caqes_case *c) {
    uint32_t amount = caqes_one(c), forge = caqes_slot(c, SLOT_FORGE);
    struct caqes_fraction asked = caqes_fraction_from_wire(caqes_step_at(c, forge)->value);
    if (asked.num != 0) caqes_set_value(caqes_step_at(c, amount), caqes_fraction_of(1000000, 1));
    caqes_output(c, OUTPUT_SANCTION, amount);
}
CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
