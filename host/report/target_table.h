/* SPDX-License-Identifier: MIT
 *
 * target_table.h: the ciblage of an establishment as French text, at most 100 columns wide. */
#ifndef CAQES_HOST_TARGET_TABLE_H
#define CAQES_HOST_TARGET_TABLE_H

#include "host/target/target.h"

#include <stdio.h>

/* A line per volet with its decision, then a line per ground: what it says, its figures and thresholds. */
void target_table(FILE *stream, const struct targeting *t);

#endif
