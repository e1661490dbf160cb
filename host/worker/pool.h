/* SPDX-License-Identifier: MIT
 *
 * pool.h: the worker processes of one plugin, as many as batches are evaluated at a time. A call takes one that nobody
 * calls; which one does not matter, for a plugin keeps nothing from one call to the next. */
#ifndef CAQES_HOST_POOL_H
#define CAQES_HOST_POOL_H

#include "host/worker/worker.h"

struct pool;

/* A plugin's pool of `count` workers: one is started and its plugin accepted, the others start when they are first
 * called. NULL after a message of worker_open. */
struct pool *pool_open(uint32_t count, struct zygote *z, const struct worker_settings *settings, struct plugin *p,
                       uint32_t year, bool *warned, struct arena *arena, struct diag *diag);

/* How plugin_call reaches it, from any thread. */
const struct plugin_process *pool_process(const struct pool *pool);

void pool_close(struct pool *pool);

#endif
