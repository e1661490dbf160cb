/* SPDX-License-Identifier: MIT
 *
 * shard_run.h: `caqes evaluate --shard I/N`: a share of the dossiers, into a part that `caqes merge` puts together
 * with the others. */
#ifndef CAQES_HOST_SHARD_RUN_H
#define CAQES_HOST_SHARD_RUN_H

#include "host/cli/options.h"
#include "host/grid/grid.h"
#include "host/shard/part.h"

struct shard_run {
    struct shard shard; /* count 0: the run is not shared out */
    const char *set_aside[CAMPAIGN_MAX_PLUGINS];
    uint32_t set_aside_count;
    const char *run; /* the line that tells this run from others */
    struct part_writer part;
    enum caqes_exit before; /* what was wrong before a dossier was read */
};

/* Takes "I/N". False when it is not two whole numbers, 1 <= I <= N <= PART_SHARDS_MOST. */
bool shard_option(struct shard_run *s, const char *text);

/* Takes an identifier; false past the plugins that a campaign may have. */
bool shard_set_aside(struct shard_run *s, const char *id);

/* Whether the options go together; -1, or CAQES_EXIT_USAGE after a message. */
int shard_check(const struct shard_run *s, const struct common_options *o, bool archive);

/* Call with the campaign and the inputs: sets plugins aside, reads the inputs once to tell this run from others. False
 * after messages (C357, S101, S608). */
bool shard_prepare(struct shard_run *s, const struct common_options *o, bool explain, struct campaign *campaign,
                   const struct inputs *inputs, struct arena *arena, struct diag *diag);

/* Whether the part is there already, which is then said. */
bool shard_is_done(const struct shard_run *s, const struct common_options *o);

/* The steps of the evaluation: what is written of a grid is a line in `json`, which each page hands over. */
void shard_begin(struct shard_run *s, FILE *stream, const struct diag *diag);
void shard_grid(struct shard_run *s, const struct grid *g);
void shard_lines(struct shard_run *s, struct json_writer *json);
void shard_end(struct shard_run *s);

#endif
