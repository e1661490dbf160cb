/* SPDX-License-Identifier: MIT
 *
 * A volet that says all that a manifest can of the ciblage; the constants that its code is written with. */
#include "ciblage_manifest.h"

#if CAQES_MANIFEST_TARGETING_COUNT != 2 || CAQES_MANIFEST_SLOT_COUNT != 13
#error "a ground is an output of target, an aggregate a slot"
#endif

static void settle(struct caqes_case *c) { caqes_output(c, OUTPUT_SANCTION, caqes_zero(c)); }
CAQES_VERB(settle)

static void target(struct caqes_case *c) {
    uint32_t here = caqes_slot(c, SLOT_PRODUITS), region = caqes_slot(c, SLOT_PRODUITS_REGION);
    caqes_output(c, TARGETING_CIBLE, caqes_compare(c, here, CAQES_ABOVE, region));
    caqes_output(c, TARGETING_MOTIF, caqes_compare(c, caqes_slot(c, SLOT_ETABLISSEMENTS), CAQES_ABOVE, here));
}
CAQES_VERB(target)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle), .target = CAQES_BATCH(target));
