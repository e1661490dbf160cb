/* SPDX-License-Identifier: MIT
 *
 * isolation.h: where the plugins of a run are run: each in a worker process of its own, or, for a debugger, in this
 * one. */
#ifndef CAQES_HOST_ISOLATION_H
#define CAQES_HOST_ISOLATION_H

#include "host/campaign/campaign.h"
#include "host/worker/worker.h"

struct isolation {
    bool in_process;  /* for a debugger: plugins are trusted */
    uint32_t seconds; /* of computing, for a batch; 0: as measured on this machine */
    struct worker_settings settings;
    struct zygote zygote;
    uint32_t jobs; /* batches evaluated at a time */
    struct pool **pools;
    uint32_t pool_count, pool_capacity;
    bool warned; /* that the kernel lacks a layer of the sandbox */
};

/* Plugins in workers, one batch at a time, with the budget that is measured. */
#define ISOLATION_DEFAULT                                                                                              \
    { .jobs = 1, .zygote = ZYGOTE_NONE }

/* The options of every command that runs plugins, for getopt_long and for its help. */
#define ISOLATION_OPTIONS                                                                                              \
    {"in-process", no_argument, NULL, 'i'}, { "worker-seconds", required_argument, NULL, 'w' }
#define ISOLATION_USAGE                                                                                                \
    "      --in-process      run plugins in this process, for a debugger\n"                                            \
    "      --worker-seconds N  computing time that a plugin has for a batch, instead of one measured on this "         \
    "machine;\n"                                                                                                       \
    "                        waiting, 12 times as long\n"

/* Those of a command that evaluates several batches at a time. */
#define JOBS_OPTION                                                                                                    \
    { "jobs", required_argument, NULL, 'j' }
#define JOBS_USAGE "  -j, --jobs N          evaluate N batches at a time (1); the results are the same\n"

enum { ISOLATION_MOST_JOBS = 64, ISOLATION_MOST_SECONDS = 3600 };

/* Takes option 'i', 'j' or 'w'. False when the argument is not a whole number from 1 to the most there is. */
bool isolation_option(struct isolation *i, int option, const char *argument);

/* Call before anything is read. False after a message when no process can be made. */
bool isolation_start(struct isolation *i, struct diag *diag);

/* Loads the code of every plugin of a campaign that has some. One that is refused is reported and stays, with its
 * refusal. */
void isolation_load(struct isolation *i, struct campaign *c, struct arena *arena, struct diag *diag);

/* The same for one plugin; false when it is refused. */
bool isolation_load_plugin(struct isolation *i, struct plugin *p, uint32_t year, struct arena *arena,
                           struct diag *diag);

/* Ends every process. */
void isolation_stop(struct isolation *i);

#endif
