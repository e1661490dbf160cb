/* SPDX-License-Identifier: MIT
 *
 * findings.h: what `caqes plugin check` has to say of one plugin: per level whether it ran, and its findings. A finding
 * has a code (docs/check-findings.md), what was seen, its cause, and how to mend it. */
#ifndef CAQES_HOST_FINDINGS_H
#define CAQES_HOST_FINDINGS_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The levels, in the order in which they run. */
enum check_level {
    LEVEL_STATIC,
    LEVEL_MANIFEST,
    LEVEL_LOAD,
    LEVEL_CONTRACT,
    LEVEL_DETERMINISM,
    LEVEL_HOSTILE,
    LEVEL_FUZZ,
    LEVEL_CASES,
    LEVEL_SPEED,
    LEVEL_PREVIOUS,
    CHECK_LEVELS
};
extern const char *const level_words[CHECK_LEVELS];

struct finding {
    const char *code;
    enum check_level level;
    bool warning;
    const char *seen, *cause, *mend; /* cause and mend may be NULL */
    const char *record;              /* a dossier, or NULL: a JSON line that shows it again */
};

enum level_state { LEVEL_NOT_ASKED, LEVEL_RAN, LEVEL_NOT_APPLICABLE, LEVEL_NOT_REACHED };

/* What became of a level. */
struct level_result {
    enum level_state state;
    const char *why;  /* it does not apply, or is not reached */
    const char *what; /* unit of `done`: "records", "cases"... */
    uint64_t done;    /* how much was looked at */
    int64_t microseconds;
};

struct findings {
    const char *file;                  /* of the plugin */
    const char *id, *version, *sha256; /* NULL until they are read */
    struct arena *arena;
    struct level_result levels[CHECK_LEVELS];
    enum check_level level; /* that runs now */
    struct finding *list;
    uint32_t count, capacity;
    uint32_t errors, warnings;
    FILE *relay;
    char *relayed;
    size_t relayed_length;
};

/* Findings of one level that are kept; the rest is one like the others. */
enum { FINDINGS_OF_A_CODE = 5 };

/* Adds a finding of the checker's own, of the level that runs: cause and mend are those of its code. */
void finding_add(struct findings *f, const char *code, const char *seen, ...) __attribute__((format(printf, 3, 4)));

/* The same, with the dossier that shows it. */
void finding_add_record(struct findings *f, const char *code, const char *record, const char *seen, ...)
    __attribute__((format(printf, 4, 5)));

/* For a struct diag's listener: a message of the host becomes a finding under its own code. `context` is findings. */
void finding_from_message(void *context, const struct diag_message *m, const char *text);

/* How often a code was found at the level that runs; only the first FINDINGS_OF_A_CODE are kept. */
bool finding_is_enough(const struct findings *f, const char *code);

/* A stream for messages that were formatted already, by a worker process; what it receives becomes findings when it is
 * taken. */
FILE *findings_relay(struct findings *f);
void findings_take_relayed(struct findings *f);

void findings_free(struct findings *f);

/* The checker's own codes, for the documentation; in order, NULL after the last. */
const char *finding_code(uint32_t index);

#endif
