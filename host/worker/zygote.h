/* SPDX-License-Identifier: MIT
 *
 * zygote.h: a small process, forked before any data is read, from which workers are forked: they hold nothing of
 * the campaign or of the dossiers, and starting one costs the same however large the host has grown. */
#ifndef CAQES_HOST_ZYGOTE_H
#define CAQES_HOST_ZYGOTE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct zygote {
    pid_t pid;
    int socket;           /* -1: none */
    pthread_mutex_t lock; /* one request at a time */
};

#define ZYGOTE_NONE                                                                                                    \
    { .socket = -1, .lock = PTHREAD_MUTEX_INITIALIZER }

/* Forks it. Call first, while the process is small and has one thread. False when it cannot. */
bool zygote_start(struct zygote *z);

/* The two that follow may be called by any thread. */

/* Forks a worker: `socket` is its end of a pair, `image` the sealed bytes of its plugin, `region` the shared memory;
 * the caller keeps its own copies of the three. `file` names the plugin in messages. 0 when it cannot. */
pid_t zygote_spawn(struct zygote *z, int socket, int image, int region, const char *file, uint32_t year);

/* Ends a worker, if it has not ended yet after `patience_ms`, and gives its wait status; -1 when it is not known. */
int zygote_end(struct zygote *z, pid_t worker, uint32_t patience_ms);

/* Ends the zygote and every worker. */
void zygote_stop(struct zygote *z);

#endif
