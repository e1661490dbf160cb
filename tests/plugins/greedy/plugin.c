/* SPDX-License-Identifier: MIT
 *
 * Steps that recompute, and an amount of a nature that the law forbids on the socle. */
#include "greedy_manifest.h"

static void settle(struct caqes_case *c) { caqes_output(c, OUTPUT_GAIN, caqes_slot(c, SLOT_PRODUITS_AM)); }
CAQES_VERB(settle)
CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
