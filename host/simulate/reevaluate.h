/* SPDX-License-Identifier: MIT
 *
 * reevaluate.h: a batch of records under a campaign, then under each scenario. What a scenario cannot change is not
 * done again: a plugin is asked again about the records whose slots or obligations differ, and a volet is audited again
 * when it was settled again or its ceilings vary. The stages are those of `caqes evaluate`. */
#ifndef CAQES_HOST_REEVALUATE_H
#define CAQES_HOST_REEVALUATE_H

#include "host/grid/grid.h"
#include "host/report/summary.h"
#include "host/simulate/scenarios.h"

/* On which side an establishment is, by its total. */
enum side { SIDE_NONE, SIDE_SANCTION, SIDE_NEUTRAL, SIDE_INTERESSEMENT };

/* One establishment under one scenario. */
struct outcome {
    struct run_summary sum;
    uint32_t sanctions, incomplete, in_error; /* sanctions that count, MSAP included; volets */
    enum side side;
};

/* The campaign as it is, for one batch. */
struct base_batch {
    struct batch batch;
    uint64_t matches[BATCH_RECORDS];
    struct grid grids[BATCH_RECORDS];
    struct outcome outcomes[BATCH_RECORDS];
};

/* Evaluates a batch as `caqes evaluate` does. The result, and all that it points to, is in the arena. */
struct base_batch *evaluate_base(const struct campaign *campaign, const struct record *records, uint32_t count,
                                 struct arena *arena);

/* One scenario over a batch: outcomes[record], and the records on which each plugin failed. `whole`: nothing of the
 * base is taken over, since other plugins are set aside there. Memory is from `work`. */
void evaluate_scenario(const struct base_batch *base, const struct scenario_campaign *scenario, bool whole,
                       struct arena *work, struct outcome *outcomes, uint64_t *failed);

#endif
