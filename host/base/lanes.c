/* SPDX-License-Identifier: MIT */
#include "host/base/lanes.h"

#include "host/base/arena.h"

#include <pthread.h>
#include <stdlib.h>

struct place {
    void *item;
    bool done;
};

/* Items put, begun and taken are counted from the start of the run; an item's place is its number modulo the room. */
struct lanes {
    void (*work)(void *item);
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t *threads;
    uint32_t thread_count, room;
    uint64_t put, begun, taken;
    bool stopping;
    struct place *places;
};

static void *live(void *context) {
    struct lanes *l = context;
    pthread_mutex_lock(&l->lock);
    for (;;) {
        struct place *place;
        while (l->begun == l->put && !l->stopping) pthread_cond_wait(&l->changed, &l->lock);
        if (l->begun == l->put) break;
        place = &l->places[l->begun++ % l->room];
        pthread_mutex_unlock(&l->lock);
        l->work(place->item);
        pthread_mutex_lock(&l->lock);
        place->done = true;
        pthread_cond_broadcast(&l->changed);
    }
    pthread_mutex_unlock(&l->lock);
    return NULL;
}

struct lanes *lanes_start(uint32_t count, uint32_t room, void (*work)(void *item)) {
    struct lanes *l = memory_grow(NULL, 1, sizeof *l);
    *l = (struct lanes){.work = work, .room = room};
    l->places = memory_grow(NULL, room, sizeof *l->places);
    l->threads = memory_grow(NULL, count, sizeof *l->threads);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->changed, NULL);
    if (count == 1) return l;
    for (; l->thread_count < count; l->thread_count++)
        if (pthread_create(&l->threads[l->thread_count], NULL, live, l) != 0) {
            lanes_stop(l);
            return NULL;
        }
    return l;
}

void lanes_put(struct lanes *l, void *item) {
    struct place *place = &l->places[l->put % l->room];
    *place = (struct place){item, false};
    if (l->thread_count == 0) {
        l->work(item);
        place->done = true;
        l->put++;
        return;
    }
    pthread_mutex_lock(&l->lock);
    l->put++;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
}

/* Only the thread that puts and takes changes these. */
bool lanes_have_room(const struct lanes *l) { return l->put - l->taken < l->room; }

bool lanes_empty(const struct lanes *l) { return l->put == l->taken; }

void *lanes_take(struct lanes *l) {
    struct place *place = &l->places[l->taken % l->room];
    pthread_mutex_lock(&l->lock);
    while (!place->done) pthread_cond_wait(&l->changed, &l->lock);
    pthread_mutex_unlock(&l->lock);
    l->taken++;
    return place->item;
}

void lanes_stop(struct lanes *l) {
    uint32_t k;
    pthread_mutex_lock(&l->lock);
    l->stopping = true;
    pthread_cond_broadcast(&l->changed);
    pthread_mutex_unlock(&l->lock);
    for (k = 0; k < l->thread_count; k++) pthread_join(l->threads[k], NULL);
    pthread_mutex_destroy(&l->lock);
    pthread_cond_destroy(&l->changed);
    free(l->places);
    free(l->threads);
    free(l);
}
