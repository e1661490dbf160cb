/* SPDX-License-Identifier: MIT
 *
 * output.h: where results go: stdout, or a file that appears whole or not at all. What is written can be taken back
 * until it is closed, so results for a pipe or a terminal wait in a temporary file. */
#ifndef CAQES_HOST_OUTPUT_H
#define CAQES_HOST_OUTPUT_H

#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct output {
    FILE *stream;
    long start;       /* where in the stream results begin */
    const char *path; /* NULL for stdout */
    char *real_path;  /* what path leads to, when it exists */
    char *temporary;  /* being written, beside path; NULL for a device or a pipe */
};

/* The files that a run reads: an output must not replace one. */
struct output_reads {
    const char *const *files[2];
    uint32_t counts[2];
};

/* True when two names lead to one place, whether or not there is a file yet: two outputs must not share it. */
bool output_same_place(const char *a, const char *b);

/* Opens `path`, or stdout when it is NULL. False after a message (S60x). */
bool output_open(struct output *o, const char *path, struct output_reads reads, struct diag *diag);

/* Takes back everything written so far. False after a message (S602). */
bool output_restart(struct output *o, struct diag *diag);

/* Ends the output: with `keep`, a file takes its name; else it is removed. False after a message when something could
 * not be written; a file that existed before is then untouched. */
bool output_close(struct output *o, bool keep, struct diag *diag);

#endif
