/* SPDX-License-Identifier: MIT
 *
 * results.h: the results of an evaluation, json or ndjson, as the grids of its establishments. The file is mapped;
 * a grid is parsed when it is asked for. */
#ifndef CAQES_HOST_RESULTS_H
#define CAQES_HOST_RESULTS_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/read/json_source.h"

#include <stdbool.h>
#include <stdint.h>

struct result_grid {
    char finess[16];
    bool target;      /* the ciblage of an establishment, and not its grid */
    const char *text; /* in the mapped file */
    size_t length;
};

struct results {
    const char *file;
    bool targets; /* those of caqes target are taken too */
    const char *map;
    size_t size;
    struct result_grid *grids; /* by FINESS */
    uint32_t count, capacity;
    struct json_source *source;
    char *room; /* a grid being parsed, with its padding */
    size_t room_size;
};

/* Opens results. False after messages (A130: these are not results; A131: an establishment twice; S611). */
bool results_open(const char *file, struct diag *diag, struct results *out);

/* The same, for results of caqes evaluate or of caqes target (caqes-ciblage version 1). */
bool results_open_either(const char *file, struct diag *diag, struct results *out);
void results_close(struct results *r);

/* The grid of an establishment, or NULL. */
const struct result_grid *results_find(const struct results *r, const char *finess);

/* The nodes of a grid of these results, valid until the next call. */
const struct json_node *results_parse(struct results *r, const struct result_grid *grid);

#endif
