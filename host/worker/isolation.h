/* SPDX-License-Identifier: MIT
 *
 * isolation.h: where the plugins of a run are run: each in a worker process of its own, or, for a debugger, in this
 * one. */
#ifndef CAQES_HOST_ISOLATION_H
#define CAQES_HOST_ISOLATION_H

#include "host/campaign/campaign.h"
#include "host/worker/worker.h"

struct isolation {
    bool in_process; /* for a debugger: plugins are trusted */
    struct worker_settings settings;
    struct zygote zygote;
    struct worker **workers;
    uint32_t worker_count, worker_capacity;
    bool warned; /* that the kernel lacks a layer of the sandbox */
};

/* Plugins in workers, with the default settings. */
#define ISOLATION_DEFAULT                                                                                              \
    {                                                                                                                  \
        .settings = {.cpu_seconds = 5, .wall_seconds = 60}, .zygote = {.socket = -1 }                                  \
    }

/* The options of every command that runs plugins, for getopt_long and for its help. */
#define ISOLATION_OPTIONS                                                                                              \
    {"in-process", no_argument, NULL, 'i'}, { "worker-seconds", required_argument, NULL, 'w' }
#define ISOLATION_USAGE                                                                                                \
    "      --in-process      run plugins in this process, for a debugger\n"                                            \
    "      --worker-seconds N  computing time that a plugin has for a batch (5); waiting, 12 times as long\n"

/* Takes option 'i' or 'w'. False when the argument of 'w' is not a whole number from 1 to 3600. */
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
