/* SPDX-License-Identifier: MIT
 *
 * flip.h: the smallest change of one datum that turns a decision about an establishment, found by evaluating changed
 * copies of its record through the same stages. Nothing is deduced from a formula: what is found was evaluated, on both
 * sides of the turn. */
#ifndef CAQES_HOST_FLIP_H
#define CAQES_HOST_FLIP_H

#include "host/grid/grid.h"

enum decision_kind { DECISION_OBLIGATION, DECISION_SANCTION, DECISION_INTERESSEMENT };

/* Something that is or is not so: an obligation is reached, a volet has a sanction, an intéressement. */
struct decision {
    enum decision_kind kind;
    uint32_t volet, ref; /* ref: of an obligation, in the volet */
};

/* What a decision is in a grid. DECISION_OPEN: not known, not evaluated, in error. */
enum decision_state { DECISION_OPEN = -1, DECISION_NO = 0, DECISION_YES = 1 };
enum decision_state decision_state(const struct grid *g, const struct decision *d);

/* A change of one column of the record, in its own unit (flip->to - flip->from), and what it makes: the amount of the
 * volet and the total, in centimes. */
struct flip {
    uint32_t column;
    int64_t from, to;
    bool has_amount; /* else the volet has none: it is incomplete, in error, not evaluable */
    int64_t amount, total;
    enum total_state total_state;
};

/* Whether a row of a grid has an amount, 0 included. */
bool flip_has_amount(const struct grid *g, uint32_t volet);

/* What is tried, on one establishment. `evaluated` counts the records that were. */
struct flipper {
    const struct campaign *campaign;
    const struct record *record;
    struct arena work; /* of one batch; arena_free it in the end */
    uint64_t evaluated;
};

/* The smallest change of a column that turns the decision, within the bounds of the input and, where it has none, from
 * 0 to a thousand times what it is. One unit less does not turn it. False when none was found. */
bool flip_find(struct flipper *f, const struct decision *d, enum decision_state now, uint32_t column, struct flip *out);

/* Which of two changes is the smaller: that of the smaller part of its datum; a change of "oui" or of a class is one of
 * the whole. Below 0, 0, above 0. */
int flip_compare(const struct flip *a, const struct flip *b, const struct campaign *c);

#endif
