/* SPDX-License-Identifier: MIT
 *
 * trial.h: specimens through the stages of an evaluation, in a worker process: measure, settle, audit, and the ciblage.
 * What comes out is said in a form that can be compared. */
#ifndef CAQES_HOST_TRIAL_H
#define CAQES_HOST_TRIAL_H

#include "host/base/digest.h"
#include "host/check/specimen.h"
#include "host/measure/batch.h"
#include "host/worker/isolation.h"

/* One result of a record: the value of an indicator, an obligation, an output, an amount, a ground. */
enum trial_kind { TRIAL_INDICATOR, TRIAL_OBLIGATION, TRIAL_OUTPUT, TRIAL_AMOUNT, TRIAL_STATUS, TRIAL_GROUND };
struct trial_item {
    enum trial_kind kind;
    const char *code;
    uint16_t state; /* caqes_state */
    bool partial;   /* says what is known, whatever is missing: for display, never for an amount */
    struct caqes_fraction value;
};

struct trial_result {
    const char *fault;        /* NULL, or why the host voids the answer: French, as the grid shows it */
    bool overflow;            /* only because 64 or 128 bits do not hold a value: extreme figures alone do that too */
    bool over_ceiling;        /* because an amount is over its ceiling */
    bool ended;               /* the process of the plugin ended on it */
    bool given_up;            /* not run: it had ended on too many others */
    char digest[DIGEST_TEXT]; /* of every step that was answered */
    struct trial_item *items;
    uint32_t item_count;
};

/* After so many ends of its process a run is given up: each may cost seconds. */
enum { TRIAL_ENDS = 2 };

struct trial {
    const struct bench *bench;
    struct isolation *isolation;
    struct worker_settings settings;
    struct worker *worker; /* NULL: the plugin has no code */
    struct plugin_process process;
    const char *ends[TRIAL_ENDS]; /* causes of the batch that runs: the pointers that its answers hold */
    uint32_t end_count, ends_of_run;
    uint32_t at_a_time; /* records in a batch */
    bool impatient;     /* given up at the first end, of a whole batch too */
    bool undigested;    /* nobody compares the results: no digests */
};

/* Starts a process of its own for the plugin. False after a message. */
bool trial_open(struct trial *t, const struct bench *b, struct isolation *i, struct arena *arena, struct diag *diag);
void trial_close(struct trial *t);

/* Runs specimens in this order; `results` has an entry for each, of `arena`. */
void trial_run(struct trial *t, struct specimen *const *list, uint32_t count, struct arena *arena,
               struct trial_result *results);

/* True when two results hold the same items; else *first is one that differs in `b`, or in `a` when `b` lacks it. */
bool trial_same(const struct trial_result *a, const struct trial_result *b, const struct trial_item **first);

/* An item, for people: "SCORE = 7/10", "SCORE sans objet". */
const char *trial_item_text(const struct trial_item *i, struct arena *arena);

#endif
