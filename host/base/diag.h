/* SPDX-License-Identifier: MIT
 *
 * diag.h: what went wrong, where, and how to mend it. Every message goes to stderr as
 *
 *     dossiers.ndjson:12:34: error[D104]: "depenses_transport" is not an input of this campaign
 *         found: depenses_transport
 *         mend: write "depenses_transports", the nearest known name
 *
 * All messages of a file are given in one pass; past DIAG_LIMIT for one file, only their number.
 * Codes: A archive, C configuration, D dossier, I import, P plugin, S system, T rule cases. */
#ifndef CAQES_HOST_DIAG_H
#define CAQES_HOST_DIAG_H

#include "host/base/exit_code.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define DIAG_LIMIT 50

/* line and column count from 1, columns in bytes; 0 when there is none. */
struct place {
    const char *file;
    uint32_t line, column;
};

struct diag_message {
    const char *code; /* "D104" */
    struct place place;
    const char *found; /* offending text, at most found_length bytes shown; NULL for none */
    size_t found_length;
    const char *mend; /* what was expected and how to mend it; NULL for none */
    bool warning;
};

/* Where messages go, and what they amount to. One per run. */
struct diag {
    FILE *stream; /* NULL: count only */
    uint32_t errors, warnings;
    enum caqes_exit exit_code; /* of the gravest error so far */
    char last_file[256];       /* copied: the name may not live as long; "" for none */
    uint32_t in_file;
    /* When set, told of each message instead of the stream: a rule case turns what is said of its dossier into what
     * is said of its cells. */
    void (*listener)(void *context, const struct diag_message *m, const char *text);
    void *context;
};

/* Prints one message; `text` says what is wrong, in one impersonal sentence without final stop. The
 * exit code follows the letter of the code: C 3, A, D, I and T 4, P 5, S 6; warnings leave it alone. */
void diag_report(struct diag *d, const struct diag_message *m, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

/* Says how many messages of the last file were not printed. Call at the end of a file and of the run. */
void diag_flush(struct diag *d);

/* Raises the exit code: system over configuration over plugin over input over cases over incomplete over done. */
void diag_raise(struct diag *d, enum caqes_exit code);

#endif
