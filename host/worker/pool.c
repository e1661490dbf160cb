/* SPDX-License-Identifier: MIT */
#include "host/worker/pool.h"

#include <pthread.h>

struct seat {
    struct worker *worker;
    bool taken;
    const void *steps; /* of the reply that was lent, until it is released */
};

struct pool {
    struct plugin_process process;
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct seat *seats;
    uint32_t count;
};

static struct seat *take(struct pool *pool) {
    uint32_t k;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        for (k = 0; k < pool->count && pool->seats[k].taken; k++) {
        }
        if (k < pool->count) break;
        pthread_cond_wait(&pool->given_back, &pool->lock);
    }
    pool->seats[k].taken = true;
    pthread_mutex_unlock(&pool->lock);
    return &pool->seats[k];
}

static void give_back(struct pool *pool, struct seat *seat) {
    pthread_mutex_lock(&pool->lock);
    seat->taken = false;
    seat->steps = NULL;
    pthread_cond_signal(&pool->given_back);
    pthread_mutex_unlock(&pool->lock);
}

static const char *call(void *state, enum verb verb, const struct caqes_batch *batch, struct caqes_reply *reply,
                        int32_t *status, struct arena *arena) {
    struct pool *pool = state;
    struct seat *seat = take(pool);
    const struct plugin_process *process = worker_process(seat->worker);
    const char *cause = process->call(process->state, verb, batch, reply, status, arena);
    if (cause) {
        give_back(pool, seat);
    } else {
        pthread_mutex_lock(&pool->lock);
        seat->steps = reply->steps;
        pthread_mutex_unlock(&pool->lock);
    }
    return cause;
}

static struct seat *lender(struct pool *pool, const void *steps) {
    uint32_t k;
    pthread_mutex_lock(&pool->lock);
    for (k = 0; k + 1 < pool->count && pool->seats[k].steps != steps; k++) {
    }
    pthread_mutex_unlock(&pool->lock);
    return &pool->seats[k];
}

static void release(void *state, const struct caqes_reply *reply, uint32_t record_count, bool spoilt) {
    struct pool *pool = state;
    struct seat *seat = lender(pool, reply->steps);
    const struct plugin_process *process = worker_process(seat->worker);
    process->release(process->state, reply, record_count, spoilt);
    give_back(pool, seat);
}

struct pool *pool_open(uint32_t count, struct zygote *z, const struct worker_settings *settings, struct plugin *p,
                       uint32_t year, bool *warned, struct arena *arena, struct diag *diag) {
    struct pool *pool = arena_alloc(arena, sizeof *pool);
    *pool = (struct pool){.process = {call, release, pool}, .seats = arena_array(arena, count, sizeof(struct seat))};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->given_back, NULL);
    for (; pool->count < count; pool->count++) {
        struct worker *w = pool->count == 0 ? worker_open(z, settings, p, year, warned, arena, diag)
                                            : worker_another(pool->seats[0].worker, arena, diag);
        if (!w) {
            pool_close(pool);
            return NULL;
        }
        pool->seats[pool->count].worker = w;
    }
    return pool;
}

const struct plugin_process *pool_process(const struct pool *pool) { return &pool->process; }

void pool_close(struct pool *pool) {
    for (uint32_t k = 0; k < pool->count; k++) worker_close(pool->seats[k].worker);
    pool->count = 0;
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->given_back);
}
