/* Letters handed over at discharge: reached from 90 %, or when the share has grown by 5 points. */
#include "exemple_regle_manifest.h"

static uint32_t share(struct caqes_case *c, uint32_t letters, uint32_t discharges) {
    uint32_t above = caqes_slot(c, letters), below = caqes_slot(c, discharges);
    return caqes_divide(c, above, below);
}

static void measure(struct caqes_case *c) {
    uint32_t reached = caqes_one(c);
    uint32_t now = share(c, SLOT_LETTRES_LIAISON, SLOT_SORTIES_LIAISON);
    uint32_t before = share(c, SLOT_LETTRES_LIAISON_N_1, SLOT_SORTIES_LIAISON_N_1);
    uint32_t high = caqes_compare(c, now, CAQES_AT_LEAST, caqes_slot(c, SLOT_SEUIL_LIAISON));
    uint32_t progress = caqes_subtract(c, now, before);
    uint32_t better = caqes_compare(c, progress, CAQES_AT_LEAST, caqes_slot(c, SLOT_PROGRES_LIAISON));
    uint32_t value = caqes_select(c, high, reached, better);
    caqes_output(c, MEASURE_LETTRES_LIAISON, caqes_cite(c, value, SOURCE_CONTRAT));
}

CAQES_VERB(measure)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));
