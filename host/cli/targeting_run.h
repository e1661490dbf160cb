/* SPDX-License-Identifier: MIT
 *
 * targeting_run.h: the way of the data from dossiers to the ciblage, for every command that shows or explains it. When
 * a plugin compares with the population, the dossiers are read twice: first for its statistics, then to judge. */
#ifndef CAQES_HOST_TARGETING_RUN_H
#define CAQES_HOST_TARGETING_RUN_H

#include "host/cli/inputs.h"
#include "host/target/target.h"

struct targeting_run {
    const struct campaign *campaign;
    struct diag *diag;
    const char *finess; /* this establishment only; NULL: all. Every dossier counts in the statistics */
    uint32_t jobs;      /* batches judged at a time */
    void (*each)(void *context, const struct targeting *t);
    void *context;

    struct population *population;                  /* NULL when no plugin compares with it; the caller destroys it */
    uint32_t establishments, refused, undetermined; /* handed out; dossiers refused; volets undetermined */
};

/* The first reading. False after a message. */
bool targeting_population(struct targeting_run *run, const struct inputs *inputs);

/* The second: each establishment. What is wrong is reported, the exit code raised. */
void targeting_judge(struct targeting_run *run, const struct inputs *inputs);

/* Silent when all is well; else what became of the run, in one line, as `command`. */
void targeting_say(const struct targeting_run *run, const char *command);

#endif
