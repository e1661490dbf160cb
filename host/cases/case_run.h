/* SPDX-License-Identifier: MIT
 *
 * case_run.h: the cases of one file through the parts of `caqes evaluate` and `caqes target`: the reader of dossiers,
 * the pipeline, the ciblage. There is no second way to a result. Only, each row has a reader of its own, for a table
 * may hold one establishment many times; and the rows of a file are the population of its ciblage. */
#ifndef CAQES_HOST_CASE_RUN_H
#define CAQES_HOST_CASE_RUN_H

#include "host/cases/case_columns.h"

/* An expectation that is not met. Of the arena of the table. */
struct case_failure {
    const struct csv_row *row;
    uint32_t column;
    const char *found;
    const char *why; /* or NULL */
};

/* faulty: cases that could not be run, for a fault that is reported; all of them when the table is faulty. */
struct case_outcome {
    uint32_t cases, passed, failed, faulty;
    struct case_failure *failures; /* in the order of the file */
    uint32_t failure_count;
};

/* Runs every case of a sheet. Faults in cells, and dossiers that are refused although the case does not expect it, are
 * reported at their cell (T43x, T44x). */
void case_run(struct case_sheet *s, struct case_outcome *out);

/* The name and the article of a case. */
const char *case_name(const struct case_sheet *s, const struct csv_row *row);
const char *case_article(const struct case_sheet *s, const struct csv_row *row);

#endif
