/* SPDX-License-Identifier: MIT
 *
 * check.h: the levels of `caqes plugin check`, a file each. Each looks at one plugin and says what it finds; the code
 * of the plugin runs in a worker process, or not at all. */
#ifndef CAQES_HOST_CHECK_H
#define CAQES_HOST_CHECK_H

#include "host/check/findings.h"
#include "host/check/trial.h"
#include "host/plugin/plugin.h"
#include "host/worker/isolation.h"

#include <stddef.h>

enum { MAX_CHECK_FOLDERS = 16, SLOW = 100 };

struct check_options {
    bool levels[CHECK_LEVELS];
    uint32_t fuzz_seconds;
    uint64_t fuzz_seed;
    uint32_t budget; /* microseconds for a record */
    char *const *cases;
    uint32_t case_count;
    const char *const *folders; /* where campaigns of cases find other plugins */
    uint32_t folder_count;
    const char *model;    /* file of a contract model; NULL: the one inside the program */
    const char *previous; /* NULL: none */
};

/* One plugin being checked. */
struct check {
    const struct check_options *options;
    struct isolation *isolation; /* started */
    struct arena *arena;         /* of the whole check */
    struct findings *findings;
    struct diag diag;        /* messages of the host become findings */
    struct plugin_file file; /* as read once */
    struct plugin *plugin;   /* NULL: its manifest is refused */
    struct bench bench;      /* of the plugin; bench.campaign is NULL when it cannot be made */
    bool loaded;             /* its code is accepted, or it has none */
    bool broken;             /* its process ends on ordinary records */
    bool slow;               /* an ordinary record takes SLOW times the budget: many would take for ever */
};

/* Checks a plugin at every level that is asked for. */
void check_run(struct check *c, const char *file);

/* Prints a digest of the plugin's answer to each of a fixed list of records, a line each: two machines, two builds or
 * two processes can be compared. Findings when there is none to print. */
void check_print_answers(struct check *c, const char *file, FILE *stream);

/* ---- The levels ---- */

/* What the bytes of a shared object say, without loading it: K110 to K121. The bytes may be anything. */
void check_static(const void *bytes, size_t length, struct findings *f);

void check_manifest(struct check *c);
void check_contract(struct check *c);
void check_determinism(struct check *c);
void check_hostile(struct check *c);
void check_fuzz(struct check *c);
void check_cases(struct check *c);
void check_speed(struct check *c);
void check_previous(struct check *c);
void check_answers(struct check *c, FILE *stream);

/* ---- What they share ---- */

/* Says how much a level has looked at. */
void check_done(struct check *c, uint64_t count, const char *what);
void check_not_applicable(struct check *c, const char *why);

/* A finding of what became of a specimen, if anything did: `voided` for an answer, `ended` for the process. */
void check_say_fault(struct check *c, const struct specimen *s, const struct trial_result *r, const char *voided,
                     const char *ended);

/* Microseconds, from any start. */
int64_t check_now(void);

#endif
