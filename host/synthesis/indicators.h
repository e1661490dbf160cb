/* SPDX-License-Identifier: MIT
 *
 * indicators.h: the national indicators of many establishments together, such as the eight hôpitaux d'instruction
 * des armées [I II.a.i]: how many reach each, and the value of the whole. */
#ifndef CAQES_HOST_SYNTHESIS_INDICATORS_H
#define CAQES_HOST_SYNTHESIS_INDICATORS_H

#include "host/measure/batch.h"

/* One national indicator over the establishments whose contract has its volet in force. */
struct indicator_synthesis {
    const struct manifest_indicator *indicator;
    const struct model_volet *volet;
    uint32_t plugin, index, volet_index;
    uint32_t reached, missed, none, unknown, failed;
    uint32_t measured;         /* with a value: those that the figures below are about */
    bool pooled;               /* a ratio or a growth: sums of its data give the value of the whole */
    caqes_int128 above, below; /* sums of int64, which no number of dossiers takes past 128 bits */
    struct caqes_fraction least, most;
};

struct synthesis {
    const struct campaign *campaign;
    struct indicator_synthesis *rows; /* volets in the order of the grid, indicators in that of the manifest */
    uint32_t row_count;
    uint32_t establishments, refused; /* read, with or without a contract in force; dossiers that were refused */
};

/* Rows for every national indicator of a campaign, empty. */
void synthesis_open(struct synthesis *s, const struct campaign *campaign, struct arena *arena);

/* Adds one measured record. */
void synthesis_add(struct synthesis *s, const struct batch *b, uint32_t record);

/* Value of the whole: the same formula on the sums. False when there is none. */
bool synthesis_value(const struct indicator_synthesis *row, struct caqes_fraction *out);

#endif
