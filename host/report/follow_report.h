/* SPDX-License-Identifier: MIT
 *
 * follow_report.h: tables drawn: in a terminal, for a spreadsheet, for machines, as a page, as a workbook. The bytes
 * depend on the document alone: not on the clock, nor on a locale. */
#ifndef CAQES_HOST_FOLLOW_REPORT_H
#define CAQES_HOST_FOLLOW_REPORT_H

#include "host/synthesis/follow_table.h"

#include <stdio.h>

#define FOLLOW_JSON_VERSION 1

/* Each returns false when the library or the system would not; the stream's own errors are its owner's to see. */
typedef bool follow_report(FILE *stream, const struct follow_document *d);

follow_report follow_report_text;
follow_report follow_report_csv;
follow_report follow_report_json;
follow_report follow_report_html;
follow_report follow_report_xlsx;

#endif
