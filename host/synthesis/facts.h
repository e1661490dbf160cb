/* SPDX-License-Identifier: MIT
 *
 * facts.h: what a region tells of a year and that no evaluation gives: inspections and sums recovered, contracts
 * adapted to HAD and dialysis, establishments that did not sign and why, how it scores (the DGOS survey of the
 * contracts of 2009 asked the same). A file in the syntax of a configuration, format "caqes-suivi" version 1,
 * described in docs/synthesis.md. What is left out is not known, which is not 0. */
#ifndef CAQES_HOST_SYNTHESIS_FACTS_H
#define CAQES_HOST_SYNTHESIS_FACTS_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/synthesis/categories.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FACTS_FIRST_YEAR = 2006, FACTS_LAST_YEAR = 2100, FACTS_MOST_ROWS = 1000 };
#define FACTS_MOST 1000000                  /* establishments, of any count */
#define FACTS_MOST_CENTIMES 100000000000000 /* a thousand billion euros */

enum scoring { SCORING_UNKNOWN, SCORING_NONE, SCORING_NUMBER, SCORING_LETTER, SCORING_MIXED, SCORING_COUNT };

enum unsigned_reason { UNSIGNED_NEW, UNSIGNED_PENDING, UNSIGNED_CLOSING, UNSIGNED_OTHER, UNSIGNED_REASONS };
extern const char *const unsigned_labels[UNSIGNED_REASONS];

/* Establishments that did not sign. Those that refuse are in the results: their sanction is evaluated. */
struct unsigned_row {
    enum category category;
    enum unsigned_reason reason;
    int64_t count;
    const char *detail; /* of UNSIGNED_OTHER; else it may be NULL */
};

struct region_facts {
    const char *file, *region;
    int year;
    bool has_inspections, has_recovered, has_sums;
    int64_t inspected, recovered, sums; /* establishments, establishments, centimes */
    bool has_had, had, has_dialysis, dialysis;
    const struct unsigned_row *unsigned_rows;
    uint32_t unsigned_count;
    bool has_unsigned;
    enum scoring scoring;
    int64_t maximum, mean; /* thousandths of a point; 0: not told */
};

/* Reads a file. NULL after reporting everything wrong in it (C3xx). */
const struct region_facts *facts_read(const char *file, struct arena *arena, struct diag *diag);

/* The same over bytes in memory. */
const struct region_facts *facts_parse(const char *file, const char *bytes, size_t length, struct arena *arena,
                                       struct diag *diag);

#endif
