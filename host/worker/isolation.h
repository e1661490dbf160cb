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
    struct worker *workers[CAMPAIGN_MAX_PLUGINS];
    uint32_t worker_count;
    bool warned; /* that the kernel lacks a layer of the sandbox */
};

/* Plugins in workers, with the default settings. */
#define ISOLATION_DEFAULT                                                                                              \
    {                                                                                                                  \
        .settings = {.cpu_seconds = 5, .wall_seconds = 60}, .zygote = {.socket = -1 }                                  \
    }

/* Computing time for a batch, from its text; waiting may last 12 times as long. False when it is not a number from 1 to
 * 3600. */
bool isolation_set_seconds(struct isolation *i, const char *text);

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
