/* SPDX-License-Identifier: MIT
 *
 * simulation.h: every scenario over every record, held in memory. A lane works on one batch of records through all
 * scenarios; sums are of whole numbers, so results do not depend on how many lanes there are. */
#ifndef CAQES_HOST_SIMULATION_H
#define CAQES_HOST_SIMULATION_H

#include "host/simulate/reevaluate.h"

/* Records that are evaluated together. */
struct held_batch {
    struct arena arena;
    struct record records[BATCH_RECORDS];
    uint32_t count;
};

/* An establishment that is on another side than under the campaign as it is. */
struct side_change {
    const struct record *record;
    enum side from, to;
};

/* One scenario over all records. */
struct simulated {
    struct run_summary sum, *statuts; /* by statut of the model */
    uint64_t sanctions, incomplete, in_error;
    struct side_change *changes; /* in the order of the dossiers */
    uint32_t change_count, change_capacity;
    uint32_t failures[CAMPAIGN_MAX_PLUGINS]; /* establishments on which each plugin failed */
    uint32_t set_aside;                      /* bits: plugins that failed too often */
};

struct simulation {
    const struct campaign *campaign;
    const struct scenarios *scenarios;
    struct held_batch **batches;
    uint32_t batch_count, batch_capacity;
    uint64_t establishments;
    uint32_t refused;
    struct simulated *results; /* [0]: the campaign as it is; [1 + scenario] */
    void (*progress)(void *context, uint32_t batches_done, uint32_t batches);
    void *context;
};

/* Room for one more record, in the last batch, and the arena it is read into. */
struct record *simulation_room(struct simulation *s, struct arena **arena);

/* Keeps the record that was read there. */
void simulation_keep(struct simulation *s);

/* Runs it with `jobs` lanes. False after a message when they cannot be started. */
bool simulation_run(struct simulation *s, uint32_t jobs, struct diag *diag);

void simulation_free(struct simulation *s);

#endif
