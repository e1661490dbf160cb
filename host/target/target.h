/* SPDX-License-Identifier: MIT
 *
 * target.h: the ciblage [I II.a.iv]: to which establishments an additional volet may be proposed, and why. The
 * volet's plugin says which grounds hold, on every establishment, whatever its contract; what follows from them is
 * decided here, the same for all volets. */
#ifndef CAQES_HOST_TARGET_H
#define CAQES_HOST_TARGET_H

#include "host/measure/batch.h"
#include "host/target/population.h"

/* What follows from the grounds that open a volet, or a MSAP. */
enum targeting_decision {
    TARGETING_TARGETED,       /* one ground holds */
    TARGETING_LEFT_TO_AGENCY, /* none holds; every one not known is left to the agency (annex 6, D3.1) */
    TARGETING_UNDETERMINED,   /* none holds, and a datum is missing */
    TARGETING_NOT_TARGETED,   /* none holds */
    TARGETING_NOT_SUBJECT,    /* every ground is sans objet: cannot be targeted (annex 6 §2) */
    TARGETING_NOT_CONCERNED,  /* excluded by the model, plugin removed by a rule, no plugin, or no ground that opens it
                               */
    TARGETING_ERROR,          /* the plugin is in error */
    TARGETING_DECISIONS
};

/* One additional volet for one establishment. Pointers are into the batch and its arena. */
struct volet_targeting {
    uint32_t volet;
    enum targeting_decision volet_decision, msap_decision;
    bool has_msap;                         /* some ground opens one */
    const char *reason;                    /* French, of NOT_CONCERNED and ERROR; else NULL */
    const struct manifest *manifest;       /* of the volet's plugin, or NULL */
    const struct caqes_case *explanation;  /* of the grounds; NULL when they were not asked for */
    const struct population_value *groups; /* [aggregate_count], what the aggregates' slots hold */
};

/* All additional volets of one establishment, in the agreed order where there is one, else in that of the grid. */
struct targeting {
    const struct batch *batch;
    uint32_t record;
    struct volet_targeting volets[MODEL_MAX_VOLETS];
    uint32_t volet_count;
    const char *notices[2]; /* French: what several targeted volets call for */
    uint32_t notice_count;
};

/* Targets every record of a batch just opened: `out` has an entry for each. `population` is NULL when no manifest
 * declares an aggregate. */
void target(struct batch *b, const struct population *population, struct targeting *out);

/* The slots without a value under a ground that is not known, each once: *slots is in the arena. */
uint32_t targeting_missing(const struct volet_targeting *v, uint32_t step, struct arena *arena, const uint32_t **slots);

#endif
