/* SPDX-License-Identifier: MIT
 *
 * target.h: where a column of a table goes in a dossier, by its path: "etablissement.nom", "donnees.lits",
 * "donnees.depenses_transports@N-1", "contrat.socle.signature", "contrat.transports.cibles.TRANSPORTS_EVOLUTION". */
#ifndef CAQES_HOST_IMPORT_TARGET_H
#define CAQES_HOST_IMPORT_TARGET_H

#include "host/campaign/campaign.h"
#include "host/import/cell.h"

struct import_target {
    const char *path; /* in the arena */
    enum cell_kind kind;
    const struct value_spec *spec; /* of an input or a term; else NULL */
};

/* False when the path leads nowhere in this campaign; *nearest is then a known one, or NULL. */
bool import_target_find(const struct campaign *c, const char *path, struct arena *arena, struct import_target *out,
                        const char **nearest);

#endif
