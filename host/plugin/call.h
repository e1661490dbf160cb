/* SPDX-License-Identifier: MIT
 *
 * call.h: the border. A verb is called on a batch; what comes back is replayed on the host's own data,
 * and only what recomputes is handed on. Everything a plugin can do wrong ends here as a fault: a
 * French sentence, because the grid shows it, and a void answer. */
#ifndef CAQES_HOST_CALL_H
#define CAQES_HOST_CALL_H

#include "caqes/steps.h"
#include "host/base/arena.h"
#include "host/plugin/plugin.h"

/* What a verb said of one record. The steps are the host's copy, each computed again; more can be
 * appended to `explanation`. */
struct answer {
    struct caqes_case explanation;
    const char *fault; /* NULL, or why the answer is void; in the arena */
};

/* The function of a verb of a plugin loaded in this process, or NULL. */
typedef int32_t (*verb_function)(const struct caqes_batch *, struct caqes_reply *);
verb_function plugin_verb(const struct plugin *p, enum verb verb);

/* Calls a verb of a plugin, in its process or in this one. A batch that does not come back whole, or in which
 * an answer is void, is called again a record at a time, after a failure in a new process: which record a plugin fails
 * on does not depend on those beside it. `answers` has batch->record_count entries, each with room for `extra` more
 * steps; memory is from the arena. */
void plugin_call(const struct plugin *p, enum verb verb, const struct caqes_batch *batch, uint32_t extra,
                 struct arena *arena, struct answer *answers);

/* Zeroes the steps that a reply holds, for who lends their room again: no reply is ever taken for another. */
void reply_clear(const struct caqes_reply *reply, uint32_t record_count);

/* Opens an empty explanation for record `row` of a batch, with room for `capacity` steps. */
struct caqes_case explanation_open(const struct manifest *m, const struct caqes_batch *batch, uint32_t row,
                                   uint32_t capacity, struct arena *arena);

/* Computes again the first `count` steps of `given` (a plugin's memory, `stride` apart) into the empty
 * explanation `into`. NULL when every one agrees, else what is wrong with the first that does not. */
const char *explanation_replay(struct caqes_case *into, const void *given, uint32_t stride, uint32_t count,
                               const struct manifest *m, struct arena *arena);

/* One past the last step of roots: what they rest on comes before. 0 when none of them is a step. */
uint32_t explanation_end(const struct caqes_case *c, const uint32_t *roots, uint32_t root_count);

/* The steps that `roots` rest on, marked, one flag per step; with a `state` (caqes_state), through operands
 * in that state only, and through the branch that a select takes: what made the root so. -1 for all. Roots that are not
 * steps are left aside. */
bool *explanation_reach(const struct caqes_case *c, const uint32_t *roots, uint32_t root_count, int state,
                        struct arena *arena);

#endif
