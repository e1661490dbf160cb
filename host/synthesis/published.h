/* SPDX-License-Identifier: MIT
 *
 * published.h: a table that was published, typed as CSV, and what does not hold in it. The DGOS survey of the contracts
 * of 2009 gives a loss whose parts are 2 382 364 € and whose total is 2 191 872 €, and a percentage that is truncated
 * among others that are rounded: no reader should have to find that by hand.
 *
 * What is checked without being told: a row or a column named "Total" or "Ensemble" against the sum of the others,
 * parts above their whole, rows that are there twice, percentages out of bounds, headings that do not say what is under
 * them, numbers badly written. What only the author knows is told in comments:
 *
 *     # source : where the table comes from
 *     # titre : its name
 *     # contrôle : cellules = 1 - integral.csv / contrats.csv      every cell, of those at the same place in two tables
 *     # contrôle : Classement = Chiffré + Lettre - Mixte           a column, of others of the same table
 *     # contrôle : Contrôlés <= Signés
 *
 * What is found is said in French; faults of the file itself are messages (T40x, T52x). */
#ifndef CAQES_HOST_SYNTHESIS_PUBLISHED_H
#define CAQES_HOST_SYNTHESIS_PUBLISHED_H

#include "host/base/csv.h"
#include "host/synthesis/follow_table.h"

enum published_kind { PUBLISHED_BLANK, PUBLISHED_WORDS, PUBLISHED_NUMBER };

/* A number as it was written: digits × 10^thousands / 10^decimals. */
struct published_number {
    enum published_kind kind;
    int64_t digits;
    unsigned decimals, thousands; /* thousands: 0, 3 (k€) or 6 (M€) */
    bool percent, euros;
    bool misplaced; /* a unit stands in the middle of the digits */
};

enum { PUBLISHED_MOST_DIGITS = 15, PUBLISHED_MOST_DECIMALS = 6 };

/* Reads a cell. Nothing ("", "-", "nd") is blank; what is no number is words. */
struct published_number published_read(const char *text);

/* Its exact value: 7 % is 7, in percents. */
struct caqes_fraction published_value(const struct published_number *n);

/* The same, as people read it: "1 296 000 €", "5,5 %". */
const char *published_text(const struct published_number *n, struct arena *arena);

struct published_rule {
    const char *text; /* after "contrôle :" */
    uint32_t line, column;
};

enum { PUBLISHED_MOST_RULES = 64 };

struct published_table {
    const char *file, *title, *source;
    struct csv_table csv;
    struct published_number *cells;  /* [row_count][column_count]; the first column names the rows */
    int32_t total_row, total_column; /* or -1 */
    struct published_rule rules[PUBLISHED_MOST_RULES];
    uint32_t rule_count;
};

struct published {
    struct arena *arena;
    struct diag *diag;
    struct published_table *tables;
    uint32_t count;
    struct follow_document *out;
    struct follow_table *findings; /* of the table at hand */
    uint32_t faults, remarks;
};

/* Reads a table. False after messages (S606, T40x, T521). */
bool published_open(struct published_table *t, const char *file, struct arena *arena, struct diag *diag);

/* The same over bytes in memory. */
bool published_parse(struct published_table *t, const char *file, const char *bytes, size_t length, struct arena *arena,
                     struct diag *diag);

/* Checks tables together: a table of findings for each. Faults of rules are messages (T521 to T523). */
void published_check(struct published *p);

/* ---- Within ---- */

/* A finding at a row and a column, -1 for none. A remark is no inconsistency. */
void published_find(struct published *p, const struct published_table *t, bool remark, int32_t row, int32_t column,
                    const char *format, ...) __attribute__((format(printf, 6, 7)));

void published_check_rules(struct published *p, const struct published_table *t);

static inline const struct published_number *published_cell(const struct published_table *t, uint32_t row,
                                                            uint32_t column) {
    return &t->cells[(size_t)row * t->csv.column_count + column];
}

#endif
