/* SPDX-License-Identifier: MIT
 *
 * The level "fuzz": drawn records, for as long as is asked. The seed of each is said, so that one can be drawn again.
 */
#include "host/check/check.h"

#include <inttypes.h>

/* Draws a batch, each record from a seed of its own. */
static void draw_batch(struct specimens *s, uint64_t first) {
    uint64_t k;
    for (k = 0; k < BATCH_RECORDS; k++) {
        uint64_t seed = first + k;
        specimen_draw(s, &seed)->what = arena_format(s->arena, "seed %" PRIu64, first + k);
    }
}

void check_fuzz(struct check *c) {
    int64_t end = check_now() + (int64_t)c->options->fuzz_seconds * 1000000;
    uint64_t done = 0;
    struct trial t;
    if (!trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) return;
    while (check_now() < end && t.ends_of_run < TRIAL_ENDS && !finding_is_enough(c->findings, "K170")) {
        struct arena work = ARENA_EMPTY;
        struct specimens s = {.bench = &c->bench, .arena = &work};
        struct trial_result results[BATCH_RECORDS];
        uint32_t k;
        draw_batch(&s, c->options->fuzz_seed + done);
        trial_run(&t, s.list, s.count, &work, results);
        for (k = 0; k < s.count; k++)
            if (!results[k].overflow) check_say_fault(c, s.list[k], &results[k], "K170", "K170");
        done += s.count;
        specimens_free(&s);
        arena_free(&work);
    }
    trial_close(&t);
    check_done(c, done, "records");
}
