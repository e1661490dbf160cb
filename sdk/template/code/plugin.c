/* SPDX-License-Identifier: MIT
 *
 * An indicator that no formula of a manifest says: how much the share of short stays has grown, in points.
 * Take this file as the start of yours; the constants come from manifest.json. */
#include "ecart_manifest.h"

/* short stays / stays; "sans objet" when there was no stay. */
static uint32_t share(struct caqes_case *c, uint32_t short_stays, uint32_t stays) {
    uint32_t above = caqes_slot(c, short_stays), below = caqes_slot(c, stays);
    return caqes_divide(c, above, below);
}

/* Called for one record. Each function appends a step that the grid shows and the host computes again. */
static void measure(struct caqes_case *c) {
    uint32_t now = share(c, SLOT_SEJOURS_COURTS, SLOT_SEJOURS);
    uint32_t before = share(c, SLOT_SEJOURS_COURTS_N_1, SLOT_SEJOURS_N_1);
    uint32_t progress = caqes_cite(c, caqes_subtract(c, now, before), SOURCE_CONVENTION);
    caqes_output(c, MEASURE_ECART_PART_COURTS, progress);
}

CAQES_VERB(measure)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));
