/* SPDX-License-Identifier: MIT
 *
 * The level "determinism": the same records give the same bytes, repeated, in another order, alone, and in a process
 * that lies elsewhere in memory. */
#include "host/check/check.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    DRAWN = 64,
    ELSEWHERE = 12 /* one bit of an address is the same every second time */
};

/* The ordinary records, and some drawn ones: always the same. */
static void make_records(struct check *c, struct specimens *s) {
    uint64_t seed = 1;
    uint32_t k;
    specimens_ordinary(s);
    for (k = 0; k < DRAWN; k++) specimen_draw(s, &seed)->what = arena_format(c->arena, "drawn record %u", k + 1);
}

static bool has_finding(const struct check *c, const char *code) {
    uint32_t k;
    for (k = 0; k < c->findings->count; k++)
        if (strcmp(c->findings->list[k].code, code) == 0) return true;
    return false;
}

struct compared {
    struct check *c;
    struct specimens records;
    struct trial_result *first;
    struct trial trial;
};

/* The first record whose answer differs; `place` of the list is record order[place], or place itself. */
static void compare(struct compared *d, const struct trial_result *other, const uint32_t *order, const char *code,
                    const char *how) {
    uint32_t k, differ = 0, shown = UINT32_MAX;
    for (k = 0; k < d->records.count; k++) {
        uint32_t record = order ? order[k] : k;
        if (strcmp(d->first[record].digest, other[k].digest) == 0 || other[k].given_up) continue;
        if (differ++ == 0 || record < shown) shown = record;
    }
    if (differ == 0) return;
    finding_add_record(d->c->findings, code, specimen_dossier(&d->c->bench, d->records.list[shown], d->c->arena),
                       "%u of %u records answered otherwise %s; the first: %s", differ, d->records.count, how,
                       d->records.list[shown]->what);
}

/* What counts its calls must not come round to the same count: one more call lies between. */
static void shift_calls(struct compared *d) {
    struct trial_result one;
    trial_run(&d->trial, d->records.list, 1, d->c->arena, &one);
}

static void run_again(struct compared *d, const char *code, const char *how) {
    struct trial_result *again = arena_array(d->c->arena, d->records.count, sizeof *again);
    trial_run(&d->trial, d->records.list, d->records.count, d->c->arena, again);
    compare(d, again, NULL, code, how);
}

static void run_reversed(struct compared *d) {
    uint32_t count = d->records.count, k;
    struct specimen **list = arena_array(d->c->arena, count, sizeof *list);
    uint32_t *order = arena_array(d->c->arena, count, sizeof *order);
    struct trial_result *results = arena_array(d->c->arena, count, sizeof *results);
    for (k = 0; k < count; k++) {
        order[k] = count - 1 - k;
        list[k] = d->records.list[order[k]];
    }
    trial_run(&d->trial, list, count, d->c->arena, results);
    compare(d, results, order, "K151", "in the reverse order");
}

/* ---- Another program --------------------------------------------------------------------------------------- */

/* Starts this program again: its addresses are others, and what it allocates is filled with another pattern. */
static pid_t start_again(const struct check *c, int out) {
    char *path = arena_format(c->arena, "/proc/%d/fd/%d", (int)getpid(), c->file.image);
    char *arguments[] = {"caqes", "plugin", "check", "--answers", path, NULL};
    char filling[4096], *environment[] = {"MALLOC_PERTURB_=165", filling, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    memset(filling, 'x', sizeof filling - 1);
    memcpy(filling, "F=", 2);
    filling[sizeof filling - 1] = '\0';
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    if (posix_spawn(&child, "/proc/self/exe", &actions, NULL, arguments, environment) != 0) child = 0;
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

/* Reads as many digests as there are records; false when the other program said something else. */
static bool read_digests(FILE *stream, struct trial_result *results, uint32_t count) {
    char line[DIGEST_TEXT + 2];
    uint32_t k;
    for (k = 0; k < count; k++) {
        if (!fgets(line, sizeof line, stream) || strlen(line) != DIGEST_TEXT) return false;
        line[DIGEST_TEXT - 1] = '\0';
        memcpy(results[k].digest, line, DIGEST_TEXT);
    }
    return true;
}

static void run_elsewhere(struct compared *d) {
    struct trial_result *results = arena_array(d->c->arena, d->records.count, sizeof *results);
    int ends[2], status;
    FILE *stream;
    pid_t child;
    bool read;
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    child = start_again(d->c, ends[1]);
    close(ends[1]);
    stream = fdopen(ends[0], "r");
    read = child != 0 && stream && read_digests(stream, results, d->records.count);
    if (stream) fclose(stream);
    if (child != 0) waitpid(child, &status, 0);
    if (!read) {
        finding_add(d->c->findings, "K153", "the same program, started again on the same bytes, gave no answers");
        return;
    }
    compare(d, results, NULL, "K153", "in another process, elsewhere in memory");
}

void check_answers(struct check *c, FILE *stream) {
    struct specimens records = {.bench = &c->bench, .arena = c->arena};
    struct trial_result *results;
    struct trial t;
    uint32_t k;
    if (!trial_open(&t, &c->bench, c->isolation, c->arena, &c->diag)) return;
    make_records(c, &records);
    results = arena_array(c->arena, records.count, sizeof *results);
    trial_run(&t, records.list, records.count, c->arena, results);
    for (k = 0; k < records.count; k++) fprintf(stream, "%s\n", results[k].digest);
    trial_close(&t);
    specimens_free(&records);
}

/* ---- The level ------------------------------------------------------------------------------------------------ */

/* A process of its own, in which nothing has been called. */
static bool start_afresh(struct compared *d) {
    trial_close(&d->trial);
    return trial_open(&d->trial, &d->c->bench, d->c->isolation, d->c->arena, &d->c->diag);
}

void check_determinism(struct check *c) {
    struct compared d = {.c = c, .records = {.bench = &c->bench, .arena = c->arena}};
    int run;
    if (!start_afresh(&d)) return;
    make_records(c, &d.records);
    d.first = arena_array(c->arena, d.records.count, sizeof *d.first);
    trial_run(&d.trial, d.records.list, d.records.count, c->arena, d.first);
    run_again(&d, "K150", "when called again");
    shift_calls(&d);
    if (!has_finding(c, "K150")) run_again(&d, "K150", "when called again");
    if (start_afresh(&d)) run_reversed(&d);
    if (start_afresh(&d)) {
        d.trial.at_a_time = 1;
        run_again(&d, "K152", "alone than in a batch");
    }
    for (run = 0; run < ELSEWHERE && !has_finding(c, "K153"); run++) run_elsewhere(&d);
    trial_close(&d.trial);
    check_done(c, d.records.count, "records");
    specimens_free(&d.records);
}
