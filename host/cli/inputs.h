/* SPDX-License-Identifier: MIT
 *
 * inputs.h: the dossier files of a run. A folder stands for its *.json and *.ndjson files. All are read
 * in the byte order of their paths, so neither the order of arguments nor that of a folder counts. */
#ifndef CAQES_HOST_INPUTS_H
#define CAQES_HOST_INPUTS_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>

struct inputs {
    const char **files;
    uint32_t count;
};

/* Expands the arguments. False after a message when a folder cannot be read or holds no dossier, or the
 * same file is named twice. */
bool inputs_expand(struct inputs *in, char *const *arguments, int count, struct arena *arena, struct diag *diag);

/* The same for the parts of a run, *.part in a folder. */
bool inputs_expand_parts(struct inputs *in, char *const *arguments, int count, struct arena *arena, struct diag *diag);

/* The sha256 of each input, read again; NULL for one that is no file. Standard input must have been kept
 * (second_reading.h). */
const char **inputs_digests(const struct inputs *in, struct arena *arena);

#endif
