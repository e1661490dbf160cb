/* SPDX-License-Identifier: MIT
 *
 * grid_lines.h: a grid as lines of one table: an indicator of an obligation, an amount, a volet, the total. */
#ifndef CAQES_HOST_GRID_LINES_H
#define CAQES_HOST_GRID_LINES_H

#include "host/grid/grid.h"

enum line_kind { LINE_INDICATOR, LINE_AMOUNT, LINE_VOLET, LINE_TOTAL, LINE_KINDS };

/* Texts are French and never NULL: "" for what a line does not have. */
struct grid_line {
    enum line_kind kind;
    const struct model_volet *volet; /* NULL: of the total */
    const char *status;              /* of the volet, or of the total */
    const char *obligation, *obligation_label, *article, *role, *obligation_result;
    const char *code, *label; /* of the indicator, or of the amount */
    const char *value, *target, *coefficient, *result;
    struct caqes_fraction exact; /* of the value, when has_value */
    bool has_value, has_euros, suspended;
    int64_t centimes; /* when has_euros */
    int64_t months;   /* 0: none */
    const char *retained;
};

struct grid_lines {
    struct grid_line *list;
    uint32_t count, capacity;
    struct arena *arena;
};

/* Everything that the grid says. */
void grid_lines_of(const struct grid *g, struct arena *arena, struct grid_lines *out);

/* What the contract asks, before anything is measured: the indicators of the plugins that apply, those that weigh. */
void grid_lines_before_signature(const struct grid *g, struct arena *arena, struct grid_lines *out);

/* "indicateur", "montant", "volet", "total". */
const char *line_kind_code(enum line_kind kind);

#endif
