/* SPDX-License-Identifier: MIT
 *
 * charts.h: bars drawn in SVG, each with its table: what is seen can be read. */
#ifndef CAQES_HOST_CHARTS_H
#define CAQES_HOST_CHARTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct bar {
    const char *label, *shown; /* the value as people read it */
    int64_t value;             /* what the length of the bar is of; the sign gives its side */
};

struct chart {
    const char *id, *title, *label_head, *value_head;
    const struct bar *bars;
    uint32_t count;
    bool counts; /* how many: neither good nor bad */
};

/* A section with its title, the drawing and the table. Nothing to draw: a sentence says so. */
void chart_write(FILE *stream, const struct chart *c);

#endif
