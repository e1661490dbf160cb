/* SPDX-License-Identifier: MIT
 *
 * ruled.h: tables drawn with rules, each cell wrapped in its column. */
#ifndef CAQES_HOST_RULED_H
#define CAQES_HOST_RULED_H

#include "host/base/arena.h"

#include <stdint.h>
#include <stdio.h>

enum { RULED_MOST_COLUMNS = 16 };

struct ruled {
    FILE *stream;
    const unsigned *widths; /* [columns], in code points */
    unsigned columns;       /* RULED_MOST_COLUMNS at most */
    uint32_t right;         /* bit c: column c is set to the right */
};

enum ruled_where { RULED_TOP, RULED_BETWEEN, RULED_BOTTOM };

void ruled_line(const struct ruled *t, enum ruled_where where);

/* A row; NULL is an empty cell. What is cut is copied into the arena. */
void ruled_row(const struct ruled *t, const char *const *cells, struct arena *arena);

#endif
