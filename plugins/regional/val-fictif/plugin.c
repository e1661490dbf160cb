/* SPDX-License-Identifier: MIT
 *
 * Indicators of the Val-Fictif, an invented region. All but one are data. ICA-LISO is the example of an
 * indicator with code: class A or B (annex 3b), or, the region's own rule, a class better than last year. */
#include "val_fictif_manifest.h"

/* Classes are numbered from A = 0, so a better class is a smaller number. Not subject to it last year:
 * there is no progress to show. */
static void measure(struct caqes_case *c) {
    uint32_t nothing = caqes_zero(c), reached = caqes_one(c);
    uint32_t now = caqes_slot(c, SLOT_ICA_LISO), before = caqes_slot(c, SLOT_ICA_LISO_N_1);
    uint32_t good = caqes_in_set(c, now, (1U << CLASS_ICA_LISO_A) | (1U << CLASS_ICA_LISO_B));
    uint32_t better = caqes_or_else(c, caqes_compare(c, now, CAQES_BELOW, before), nothing);
    uint32_t value = caqes_select(c, good, reached, better);
    caqes_output(c, MEASURE_VF_ICA_LISO, caqes_cite(c, value, SOURCE_ANNEXE_3B));
}

CAQES_VERB(measure)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));
