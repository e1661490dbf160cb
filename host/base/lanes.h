/* SPDX-License-Identifier: MIT
 *
 * lanes.h: items worked on several at a time, and taken back in the order in which they were put: what is made of them
 * does not depend on how many threads there are. */
#ifndef CAQES_HOST_LANES_H
#define CAQES_HOST_LANES_H

#include <stdbool.h>
#include <stdint.h>

struct lanes;

/* `count` threads that call work(item); with 1, there is none, and lanes_put does the work. At most `room` items are
 * put and not yet taken back. NULL when a thread cannot be started. */
struct lanes *lanes_start(uint32_t count, uint32_t room, void (*work)(void *item));

/* Gives an item to be worked on. There must be room. */
void lanes_put(struct lanes *l, void *item);

bool lanes_have_room(const struct lanes *l);

/* The oldest item, once its work is done. There must be one. */
void *lanes_take(struct lanes *l);

/* True when every item was taken back. */
bool lanes_empty(const struct lanes *l);

/* Waits for the threads to end; every item must have been taken. */
void lanes_stop(struct lanes *l);

#endif
