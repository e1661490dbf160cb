/* SPDX-License-Identifier: MIT
 *
 * summary.h: what a whole run amounts to, after its last grid. */
#ifndef CAQES_HOST_SUMMARY_H
#define CAQES_HOST_SUMMARY_H

#include "host/grid/grid.h"
#include "host/report/json_writer.h"

#include <stdio.h>

struct run_summary {
    uint32_t establishments, refused, states[3];   /* by total_state */
    caqes_int128 interessements, sanctions, total; /* centimes; sanctions negative */
};

void summary_add(struct run_summary *s, const struct grid *g);

/* As text in French; nothing for a run without any grid. */
void summary_print(FILE *stream, const struct run_summary *s);

/* As the member "totaux" of an object; a sum that 64 bits do not hold is null. */
void summary_json(struct json_writer *w, const struct run_summary *s);

#endif
