/* SPDX-License-Identifier: MIT
 *
 * output.h: where results go: stdout, or a file that appears whole or not at all. */
#ifndef CAQES_HOST_OUTPUT_H
#define CAQES_HOST_OUTPUT_H

#include "host/base/diag.h"

#include <stdbool.h>
#include <stdio.h>

struct output {
    FILE *stream;
    const char *path; /* NULL for stdout */
    char *temporary;  /* being written, beside path */
};

/* Opens `path`, or stdout when it is NULL. False after a message (S6xx). */
bool output_open(struct output *o, const char *path, struct diag *diag);

/* Ends the output: with `keep`, a file takes its name; else it is removed. False after a message when
 * something could not be written; a file that existed before is then untouched. */
bool output_close(struct output *o, bool keep, struct diag *diag);

#endif
