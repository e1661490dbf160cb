/* SPDX-License-Identifier: MIT */
#include "host/worker/budget.h"

#include "caqes/steps.h"
#include "host/measure/batch.h"

#include <time.h>

enum { MARGIN = 1000, LEAST_SECONDS = 2, LEAST_WAIT_SECONDS = 60, WAIT_FACTOR = 12 };

/* The longest explanation that there can be: a continued fraction, begun again before it leaves 128 bits. */
static void explain_at_length(struct caqes_case *c) {
    enum { DEPTH = 64 };
    uint32_t one = caqes_step_append(c, CAQES_OP_NUMBER, 1, 0, 0), last = one, depth = 0;
    while (c->step_count < c->step_capacity) {
        bool add = depth++ % 2 == 0;
        last = add ? caqes_step_append(c, CAQES_OP_ADD, last, one, 0)
                   : caqes_step_append(c, CAQES_OP_DIVIDE, one, last, 0);
        if (depth == DEPTH) {
            last = one;
            depth = 0;
        }
    }
}

static int64_t computed(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * WORKER_SECOND + t.tv_nsec;
}

static struct worker_settings settings_of(int64_t cpu) {
    int64_t wait = cpu * WAIT_FACTOR;
    return (struct worker_settings){
        cpu, wait > LEAST_WAIT_SECONDS * WORKER_SECOND ? wait : LEAST_WAIT_SECONDS * WORKER_SECOND};
}

struct worker_settings budget_measure(void) {
    enum { RUNS = 8 };
    struct caqes_step steps[CAQES_STEP_CAPACITY];
    struct caqes_case c = {
        .steps = (unsigned char *)steps, .step_stride = sizeof *steps, .step_capacity = CAQES_STEP_CAPACITY};
    int64_t started = computed(), cpu;
    for (int run = 0; run < RUNS; run++) {
        c.step_count = 0;
        explain_at_length(&c);
    }
    cpu = (computed() - started) / RUNS * BATCH_RECORDS * MARGIN;
    return settings_of(cpu > LEAST_SECONDS * WORKER_SECOND ? cpu : LEAST_SECONDS * WORKER_SECOND);
}

struct worker_settings budget_of_seconds(uint32_t seconds) {
    return (struct worker_settings){seconds * WORKER_SECOND, seconds * WORKER_SECOND * WAIT_FACTOR};
}
