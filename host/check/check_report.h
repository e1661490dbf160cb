/* SPDX-License-Identifier: MIT
 *
 * check_report.h: findings for people, for programs (JSON) and for continuous integration (JUnit). */
#ifndef CAQES_HOST_CHECK_REPORT_H
#define CAQES_HOST_CHECK_REPORT_H

#include "host/check/findings.h"

#include <stdio.h>

/* How much is said in text. */
struct text_style {
    bool colour, times;
};

void check_report_text(FILE *stream, const struct findings *f, struct text_style style);
void check_report_json(FILE *stream, const struct findings *f);

/* Several plugins are the suites of one document: begin, each, end. */
void check_report_junit_begin(FILE *stream);
void check_report_junit(FILE *stream, const struct findings *f);
void check_report_junit_end(FILE *stream);

#endif
