/* SPDX-License-Identifier: MIT
 *
 * The arithmetic that was compiled into a plugin of ABI 1.0 and that of this host find the same state and the same
 * value for every step, on batches drawn at random: also past 128 bits, where both must give up alike. */
#include "tests/unit/check.h"

#include "host/plugin/call.h"
#include "tests/random_batch.h"

#include <stdio.h>

#define FOLDER "tests/abi/fixture/"

enum { BATCHES = 2000, RECORDS = 4, VERBS = 3, OPERATIONS_1_0 = 25 };

/* What was seen, so that the test cannot pass by drawing nothing. */
struct seen {
    bool operations[64];
    uint32_t states[CAQES_FAILED + 1];
};

static void check_answers(struct answer *answers, uint32_t count, const char *file, uint32_t seed, struct seen *seen) {
    uint32_t r, i;
    for (r = 0; r < count; r++) {
        const struct caqes_case *c = &answers[r].explanation;
        if (answers[r].fault) fail_msg("%s, batch %u, record %u: %s", file, seed, r, answers[r].fault);
        assert_true(c->step_count > 0);
        for (i = 0; i < c->step_count; i++) {
            seen->operations[caqes_step_at(c, i)->op] = true;
            seen->states[caqes_step_at(c, i)->state]++;
        }
    }
}

static void agree(const char *file, struct seen *seen) {
    struct arena kept = ARENA_EMPTY, arena = ARENA_EMPTY;
    struct diag diag = {.stream = stderr};
    const struct plugin *p = plugin_load(file, 2018, &kept, &diag);
    uint32_t seed, verb;
    assert_non_null(p);
    for (seed = 0; seed < BATCHES; seed++) {
        for (verb = 0; verb < VERBS; verb++) {
            struct caqes_batch batch;
            struct answer answers[RECORDS];
            if (!plugin_verb(p, (enum verb)verb)) continue;
            batch = random_batch(p->manifest, seed, RECORDS, verb == VERB_SETTLE, &arena);
            plugin_call(p, (enum verb)verb, &batch, 0, &arena, answers);
            check_answers(answers, RECORDS, file, seed, seen);
        }
        arena_reset(&arena);
    }
    arena_free(&arena);
    arena_free(&kept);
}

static void test_agreement(void **state) {
    struct seen seen = {.states = {0}};
    uint32_t i;
    (void)state;
    agree(FOLDER "caqes-abi-1.0-volet-x86_64.so", &seen);
    agree(FOLDER "caqes-abi-1.0-indicateurs-x86_64.so", &seen);
    for (i = 1; i <= OPERATIONS_1_0; i++)
        if (!seen.operations[i]) fail_msg("operation %u was not used", i);
    for (i = 0; i <= CAQES_FAILED; i++)
        if (seen.states[i] < 100) fail_msg("state %u was seen %u times", i, seen.states[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_agreement)};
#if !defined(__x86_64__)
    fputs("NOT RUN: the plugins kept in " FOLDER " are of x86_64\n", stderr);
    return 77;
#endif
    return cmocka_run_group_tests(tests, NULL, NULL);
}
