/* SPDX-License-Identifier: MIT
 *
 * case_target.h: where the ciblage joins the rule cases. */
#ifndef CAQES_HOST_CASE_TARGET_H
#define CAQES_HOST_CASE_TARGET_H

#include "host/cases/case_expect.h"
#include "host/target/population.h"

/* The establishments of one file, together: they are the population of the aggregates. */
struct case_population {
    const struct campaign *campaign;
    const struct record *records;
    uint32_t count;
    struct population *statistics; /* NULL until they are needed */
};

void case_population_close(struct case_population *p);

/* What the ciblage says of one of them: "ciblé", "non ciblé", "à apprécier", "indéterminé", "non ciblable", "non
 * concerné" or "en erreur" in a column "=cible.VOLET"; "oui", "non", "sans objet", "inconnu" or "erreur" in a column
 * "=motif.VOLET.CODE". */
void case_target(struct case_population *p, uint32_t record, const struct case_meaning *column, struct arena *work,
                 struct case_value *out);

#endif
