/* SPDX-License-Identifier: MIT
 *
 * report.h: what a simulation gave: a table in French, CSV, NDJSON, a drawing. */
#ifndef CAQES_HOST_SIMULATE_REPORT_H
#define CAQES_HOST_SIMULATE_REPORT_H

#include "host/simulate/simulation.h"

#include <stdio.h>

#define SIMULATION_JSON_VERSION 1

void simulation_table(FILE *stream, const struct simulation *s, struct arena *arena);
void simulation_csv(FILE *stream, const struct simulation *s, struct arena *arena);
void simulation_json(FILE *stream, const struct simulation *s, struct arena *arena);

/* Total against the parameter when one varies over its list or range; else how many scenarios have which total. */
void simulation_svg(FILE *stream, const struct simulation *s, struct arena *arena);

/* ---- Texts ---- */

/* A value of an axis, as a configuration writes it, and as people read it. */
const char *axis_plain(const struct scenarios *s, const struct axis *x, uint32_t choice, struct arena *arena);
const char *axis_french(const struct scenarios *s, const struct axis *x, uint32_t choice, struct arena *arena);

/* "1 234,50 €"; "1234,50" for spreadsheets. "(trop grand)" past 64 bits. */
const char *euros_french(caqes_int128 centimes, struct arena *arena);
const char *euros_plain(caqes_int128 centimes, struct arena *arena);

/* "aucun", "sanction", "neutre", "interessement". */
const char *side_code(enum side side);

#endif
