/* SPDX-License-Identifier: MIT
 *
 * The level "speed": how long a record takes in a worker, the stages of the host included. The best of several runs:
 * what else the machine does is not the plugin's. */
#include "host/check/check.h"

enum { RUNS = 20, LONGEST = 2000000 };

/* Microseconds that each of `count` records takes; -1 when an answer is void: the host then starts a process anew,
 * which is not the plugin's time. */
static int64_t time_once(struct trial *t, const struct specimens *s, uint32_t count) {
    struct trial_result results[BATCH_RECORDS];
    struct arena work = ARENA_EMPTY;
    int64_t start = check_now(), taken;
    bool voided = false;
    uint32_t k;
    trial_run(t, s->list, count, &work, results);
    taken = check_now() - start;
    for (k = 0; k < count; k++) voided = voided || results[k].fault != NULL;
    arena_free(&work);
    return voided ? -1 : taken / count;
}

void check_speed(struct check *c) {
    struct specimens s = {.bench = &c->bench, .arena = c->arena};
    uint32_t count = c->slow ? 1 : BATCH_RECORDS;
    int64_t best = INT64_MAX, end = check_now() + LONGEST;
    struct trial t;
    uint64_t seed = 1, records = 0;
    int run;
    if (!trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) return;
    specimens_ordinary(&s);
    while (s.count < BATCH_RECORDS) specimen_draw(&s, &seed);
    for (run = 0; run < RUNS && best >= 0 && (run == 0 || check_now() < end); run++) {
        int64_t taken = time_once(&t, &s, count);
        if (taken < best) best = taken;
        records += count;
    }
    trial_close(&t);
    if (best < 0) check_not_applicable(c, "some of its answers are void");
    if (best > (int64_t)c->options->budget)
        finding_add(c->findings, "K190", "%lld microseconds for a record, the budget is %u", (long long)best,
                    c->options->budget);
    check_done(c, records, "records");
    specimens_free(&s);
}
