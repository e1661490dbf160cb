/* SPDX-License-Identifier: MIT
 *
 * attribution.h: how much each group of differences accounts for. From A to B by swapping one group at a time, in
 * this order: dossiers, configuration, plugins; a share is what one swap changes, so that shares add up exactly. What
 * the program itself changes is what an archive says less what this program gives for it, at both ends.
 *
 * A state between A and B may not be possible (dossiers of 2019 under a campaign of 2018), or leave a volet without
 * amount that has one at both ends: its swap then counts together with the next one. */
#ifndef CAQES_HOST_ATTRIBUTION_H
#define CAQES_HOST_ATTRIBUTION_H

#include "host/diff/difference.h"

enum { MAX_STATES = 6 };

/* A state on the way: its results, and the groups that were swapped since the one before (0 for the first). */
struct attribution_state {
    struct results *results;
    unsigned swapped;
};

struct attribution {
    struct attribution_state states[MAX_STATES]; /* from A's archive to B's */
    unsigned count;
};

/* Fills d->shares, and those of each change of a volet. */
void attribution_fill(const struct attribution *a, struct difference *d);

#endif
