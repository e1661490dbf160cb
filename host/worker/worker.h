/* SPDX-License-Identifier: MIT
 *
 * worker.h: a plugin in a process of its own, seen from the host. Whatever it does (crash, endless loop, exit, a
 * forbidden system call) ends as a cause, in French because the grid shows it; the next call starts another process. */
#ifndef CAQES_HOST_WORKER_H
#define CAQES_HOST_WORKER_H

#include "host/plugin/plugin.h"
#include "host/worker/zygote.h"

#define WORKER_SECOND INT64_C(1000000000)

/* How long a plugin may take for a batch, in nanoseconds: budget.h. */
struct worker_settings {
    int64_t computing; /* longer is an endless loop */
    int64_t waiting;   /* computing included */
};

struct worker;

/* A plugin's worker, its process started and its plugin accepted; NULL after a message (P12x of the plugin, P13x of the
 * process). `warned` is set once it is said that the kernel lacks a layer of the sandbox. */
struct worker *worker_open(struct zygote *z, const struct worker_settings *settings, struct plugin *p, uint32_t year,
                           bool *warned, struct arena *arena, struct diag *diag);

/* One more of the same, whose process starts when it is first called; NULL after a message (P131). */
struct worker *worker_another(const struct worker *first, struct arena *arena, struct diag *diag);

/* How plugin_call reaches it, from one thread at a time. */
const struct plugin_process *worker_process(const struct worker *w);

void worker_close(struct worker *w);

#endif
