/* An indicator that no formula of a manifest says: how much the share of short stays has grown, in points.
 * The constants come from manifest.json: a misspelt one does not compile. */
#include "@STEM@_manifest.h"

/* short stays / stays; "sans objet" when there was no stay. */
static uint32_t share(struct caqes_case *c, uint32_t short_stays, uint32_t stays) {
    uint32_t above = caqes_slot(c, short_stays), below = caqes_slot(c, stays);
    return caqes_divide(c, above, below);
}

/* Called for one record. Each function appends a step that the grid shows and the host computes again. */
static void measure(struct caqes_case *c) {
    uint32_t now = share(c, SLOT_SEJOURS_CHIRURGIE_COURTS, SLOT_SEJOURS_CHIRURGIE);
    uint32_t before = share(c, SLOT_SEJOURS_CHIRURGIE_COURTS_N_1, SLOT_SEJOURS_CHIRURGIE_N_1);
    uint32_t progress = caqes_cite(c, caqes_subtract(c, now, before), SOURCE_CONTRAT);
    caqes_output(c, MEASURE_CHIRURGIE_PART_COURTS, progress);
}

CAQES_VERB(measure)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));
