/* SPDX-License-Identifier: MIT
 *
 * worker.h: a plugin in a process of its own, seen from the host. Whatever it does (crash, endless loop, exit, a
 * forbidden system call) ends as a cause, in French because the grid shows it; the next call starts another process. */
#ifndef CAQES_HOST_WORKER_H
#define CAQES_HOST_WORKER_H

#include "host/plugin/plugin.h"
#include "host/worker/zygote.h"

/* How plugins are run. Defaults: worker_settings_default. */
struct worker_settings {
    uint32_t cpu_seconds;  /* of a batch: computing longer is an endless loop */
    uint32_t wall_seconds; /* of a batch, waiting included */
};

struct worker;

/* A plugin's worker, its process started and its plugin accepted; NULL after a message (P12x of the plugin, P13x of the
 * process). `warned` is set once it is said that the kernel lacks a layer of the sandbox. */
struct worker *worker_open(struct zygote *z, const struct worker_settings *settings, struct plugin *p, uint32_t year,
                           bool *warned, struct arena *arena, struct diag *diag);

/* How plugin_call reaches it. */
const struct plugin_process *worker_process(const struct worker *w);

void worker_close(struct worker *w);

#endif
