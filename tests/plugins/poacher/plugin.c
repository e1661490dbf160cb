/* SPDX-License-Identifier: MIT
 *
 * Targets as the dossier says: honestly, with a step changed afterwards, or twice over. */
#include "poacher_manifest.h"

static void settle(struct caqes_case *c) { caqes_output(c, OUTPUT_SANCTION, caqes_zero(c)); }

static void target(struct caqes_case *c) {
    uint32_t shot = caqes_slot(c, SLOT_TIR), whole = caqes_one(c);
    uint32_t twice = caqes_is(c, shot, CLASS_TIR_DOUBLE), forged = caqes_is(c, shot, CLASS_TIR_FAUX);
    uint32_t ground = caqes_select(c, twice, caqes_add(c, whole, whole), forged);
    struct caqes_step *last = caqes_step_at(c, ground);
    if (caqes_fraction_from_wire(caqes_step_at(c, forged)->value).num != 0)
        caqes_set_value(last, caqes_fraction_of(0, 1));
    caqes_output(c, TARGETING_TIR, ground);
}
CAQES_VERB(settle)
CAQES_VERB(target)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle), .target = CAQES_BATCH(target));
