/* Points by the mean delay of the report, as the barème that the region may set gives them. */
#include "exemple_bareme_manifest.h"

static void measure(struct caqes_case *c) {
    uint32_t days = caqes_slot(c, SLOT_JOURS_COMPTE_RENDU), reports = caqes_slot(c, SLOT_COMPTES_RENDUS);
    uint32_t delay = caqes_divide(c, days, reports);
    uint32_t points = caqes_read_curve(c, SLOT_BAREME_DELAI, delay);
    caqes_output(c, MEASURE_DELAI_COMPTE_RENDU, caqes_cite(c, points, SOURCE_CONTRAT));
}

CAQES_VERB(measure)
CAQES_PLUGIN(.measure = CAQES_BATCH(measure));
