/* SPDX-License-Identifier: MIT
 *
 * follow_run.h: the tables of `caqes synthesis` that are made from results or from published tables, without any
 * campaign: the national follow-up, what the IRAPS is shown, what does not hold in a published table. */
#ifndef CAQES_HOST_FOLLOW_RUN_H
#define CAQES_HOST_FOLLOW_RUN_H

#include "host/cli/options.h"
#include "host/report/follow_report.h"

enum follow_mode { FOLLOW_MODE_NONE, FOLLOW_MODE_NATIONAL, FOLLOW_MODE_IRAPS, FOLLOW_MODE_CHECK };

struct follow_options {
    enum follow_mode mode;
    uint32_t group; /* of IRAPS: the smallest that is shown */
    follow_report *report;
};

/* Reads o->inputs and writes what was asked for. The exit code. */
int follow_run(const struct common_options *o, const struct follow_options *follow);

/* Draws a document; false after a message (S602). */
bool follow_run_report(follow_report *report, FILE *stream, const struct follow_document *d, struct diag *diag);

#endif
