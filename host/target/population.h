/* SPDX-License-Identifier: MIT
 *
 * population.h: statistics of the population, which the ciblage compares an establishment with ("les moyennes
 * régionales ou nationales pour une activité comparable", annex 5). A first pass over all the dossiers of a run
 * adds each of them; the second one reads. The result does not depend on the order in which dossiers were added.
 *
 * A group is a region, by its text, and a set of champs, exactly; a manifest's aggregate says which of the two
 * count. A dossier without a region is in no region: it is compared with its group over all regions. Everybody
 * is in the statistics, whatever plugins apply: a mean is that of the activity, not of the contracts. */
#ifndef CAQES_HOST_POPULATION_H
#define CAQES_HOST_POPULATION_H

#include "host/base/diag.h"
#include "host/read/layout.h"
#include "host/read/record.h"

#include <stdbool.h>
#include <stdint.h>

struct population;

/* A statistic for one establishment. */
struct population_value {
    int64_t value;
    uint8_t presence;        /* CAQES_PRESENT, or CAQES_INVALID when 64 bits do not hold the sum */
    uint32_t establishments; /* that it is of */
    bool all_regions;        /* the group over all regions, for want of establishments in the region */
};

/* True when some manifest declares an aggregate: without any, there is nothing to read twice. */
bool population_needed(const struct layout *l);

/* An empty population. The layout must outlive it. */
struct population *population_create(const struct layout *l);
void population_destroy(struct population *p);

/* Adds an establishment. The record may then be forgotten. */
void population_add(struct population *p, const struct record *r);

/* Says which statistics 64 bits do not hold (P303), once for each aggregate. */
void population_report(const struct population *p, struct diag *diag);

/* Aggregate number `aggregate` of plugin number `plugin`, for the group of this establishment. Without any
 * establishment to count it is 0, of 0 establishments. */
struct population_value population_value(const struct population *p, uint32_t plugin, uint32_t aggregate,
                                         const struct record *r);

#endif
