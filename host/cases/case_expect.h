/* SPDX-License-Identifier: MIT
 *
 * case_expect.h: what a case expects, against what the grid and the ciblage say. Nothing is evaluated here: both sides
 * are read, and compared exactly. */
#ifndef CAQES_HOST_CASE_EXPECT_H
#define CAQES_HOST_CASE_EXPECT_H

#include "host/cases/case_columns.h"
#include "host/grid/grid.h"
#include "host/target/target.h"

/* One side of a comparison: a word ("atteint", "aucun"), or an exact number. */
struct case_value {
    const char *word; /* NULL: the number counts */
    struct caqes_fraction number;
    const char *unit; /* of the number, as for display_value */
    bool suspended;   /* an amount outside the total */
};

/* A cell that says what must come out. */
struct case_expectation {
    const struct case_meaning *meaning;
    struct csv_cell *cell;
    struct case_value wanted;
    bool readable; /* else its fault is reported */
};

/* Reads the expectations of a row, of the arena of the table; faults are reported (T44x). */
struct case_expectation *case_expectations(struct case_sheet *s, struct csv_row *row, uint32_t *count);

/* What the grid says, or the ciblage: `t` counts for the kinds that are about it only. Not for the refusal of a
 * dossier, nor for a reason. */
void case_found(const struct grid *g, const struct targeting *t, const struct case_meaning *meaning,
                struct case_value *out);

/* The word for a state without a value: "sans objet", "inconnu", "erreur"; NULL when it has one. */
const char *case_state_word(uint32_t state);

/* Results; a plugin that is not for the establishment; a volet without amount, fact or total. */
#define CASE_REACHED "atteint"
#define CASE_MISSED "non atteint"
#define CASE_NOT_APPLIED "non appliqué"
#define CASE_NOTHING "aucun"

bool case_value_same(const struct case_value *a, const struct case_value *b);

/* A value for people. */
const char *case_value_text(const struct case_value *v, struct arena *arena);

/* The reasons that the grid gives for a volet, joined by " ; "; "aucune" when there is none. */
const char *case_reasons(const struct grid *g, uint32_t volet, struct arena *arena);

/* Why the result is not a plain one: the state and reasons of the volet, or what the indicator lacks. NULL when there
 * is nothing to say. */
const char *case_why(const struct grid *g, const struct case_meaning *meaning, struct arena *arena);

#endif
