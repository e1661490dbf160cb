/* SPDX-License-Identifier: MIT
 *
 * manifest_constants.h: the constants that code is written with: SLOT_PRODUITS_AM, OUTPUT_SANCTION... The
 * header generator writes them; manifest_parse refuses a manifest in which two of them would be one. */
#ifndef CAQES_HOST_MANIFEST_CONSTANTS_H
#define CAQES_HOST_MANIFEST_CONSTANTS_H

#include "host/plugin/manifest.h"

struct manifest_constant {
    const char *group;  /* "slots of a record": constants of one group stand together */
    const char *name;   /* "SLOT_DEPENSES_TRANSPORTS_N_1" */
    const char *origin; /* "depenses_transports@N-1" */
    uint32_t value;
};

/* All constants of a manifest, in the order of the generated header. */
struct manifest_constant *manifest_constants(const struct manifest *m, struct arena *arena, size_t *count);

/* True when two constants have one name; *a and *b are then the first such pair. */
bool manifest_constants_clash(const struct manifest *m, struct arena *arena, const struct manifest_constant **a,
                              const struct manifest_constant **b);

#endif
