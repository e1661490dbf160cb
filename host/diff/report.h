/* SPDX-License-Identifier: MIT
 *
 * report.h: a difference as analysts read it (a table, in French), and as machines do ("caqes-difference" version 1,
 * docs/formats.md). */
#ifndef CAQES_HOST_DIFF_REPORT_H
#define CAQES_HOST_DIFF_REPORT_H

#include "host/diff/difference.h"
#include "host/report/json_writer.h"

#include <stdio.h>

#define DIFFERENCE_VERSION 1

/* The head says what A and B are, when d->source does. With `all`, also the establishments whose values changed without
 * any amount or status. */
void difference_table(FILE *stream, const struct difference *d, bool all);

/* The members of an object. */
void difference_json(struct json_writer *w, const struct difference *d);

/* One establishment as an object: a line of ndjson. */
void establishment_change_json(struct json_writer *w, const struct establishment_change *e, bool attributed);

/* "dossiers", "dossiers et configuration"...: groups by name. */
const char *groups_text(unsigned groups, struct arena *arena);

#endif
