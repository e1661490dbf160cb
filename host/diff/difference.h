/* SPDX-License-Identifier: MIT
 *
 * difference.h: what changed from an evaluation A to an evaluation B: for whom, by how much, because of what. Sides
 * are numbered 0 (A) and 1 (B). Amounts are integer centimes, as in the total: 0 where a volet has none. */
#ifndef CAQES_HOST_DIFFERENCE_H
#define CAQES_HOST_DIFFERENCE_H

#include "caqes/fraction.h"
#include "host/base/arena.h"
#include "host/diff/results.h"

/* What can differ between two evaluations; a part of a change can be due to several that cannot be told apart. */
enum {
    GROUP_PROGRAM = 1U << 0,
    GROUP_INPUTS = 1U << 1,
    GROUP_CONFIGURATION = 1U << 2,
    GROUP_PLUGINS = 1U << 3,
    GROUP_SETS = 1U << 4
};

/* One thing that is not the same, as French text; before and after may be NULL: not there. */
struct remark {
    const char *kind; /* "donnee", "parametre", "cible", "coefficient", "contrat", "plan", "indicateur", "constat"... */
    const char *code, *label;
    const char *before, *after;
    const char *origin[2]; /* who set a parameter, and where; NULL when it is not known */
    struct remark *next;
};

struct remarks {
    struct remark *first, **last;
    uint32_t count;
};

/* What each group accounts for, by set of groups. */
struct shares {
    caqes_int128 centimes[GROUP_SETS];
    bool known[GROUP_SETS]; /* the group differs between A and B */
};

struct volet_change {
    const char *code, *label;
    const char *status[2];  /* as in the grid; NULL when the grid has no such row */
    bool has_amount[2];     /* else the volet has none */
    int64_t counted[2];     /* in the total */
    struct remarks causes;  /* what went in: data, parameters, contract */
    struct remarks effects; /* what came out: indicators, facts, amounts */
    struct shares shares;   /* of the change of `counted` */
    struct volet_change *next;
};

struct establishment_change {
    const char *finess, *name;
    const char *year[2]; /* NULL: the establishment is not there */
    int64_t total[2];
    bool moves; /* an amount or a status changed */
    struct volet_change *volets;
    struct establishment_change *next; /* in order of FINESS */
};

struct volet_total {
    const char *code, *label;
    caqes_int128 total[2];
    uint32_t changed;
};

enum { MAX_VOLET_TOTALS = 32 };

struct difference {
    struct arena *arena;
    struct arena scratch;   /* of one establishment */
    const char *source[2];  /* as given */
    const char *digest[2];  /* of an archive, else NULL */
    struct remarks general; /* program, files of the configuration, plugins, dossiers */
    bool attributed;        /* shares are known: both sides are archives */
    struct establishment_change *changes;
    uint32_t change_count, moved, compared, added, removed;
    struct volet_total volets[MAX_VOLET_TOTALS];
    uint32_t volet_count;
    caqes_int128 total[2];
    struct shares shares;
};

/* Adds a remark unless both texts are the same. Texts are copied into the arena, but for the kind. */
struct remark *remark_add(struct remarks *to, struct arena *arena, const char *kind, const char *code,
                          const char *label, const char *before, const char *after);

/* Compares two results, grid by grid; what is not in them (general, shares, origins) is left to others. Free
 * d->scratch in the end. */
void difference_compare(struct difference *d, struct results *a, struct results *b);

/* The rows of two grids of an establishment that are not the same, into `change`; either may be NULL. What is found is
 * in the arena; `scratch` can be emptied. */
void grids_compare(struct establishment_change *change, const struct json_node *a, const struct json_node *b,
                   struct arena *arena, struct arena *scratch);

/* What a row of a grid counts in the total: 0 when the establishment has none. */
int64_t grid_counted(const struct json_node *grid, const struct json_node *row);
/* The row of a volet, or NULL. */
const struct json_node *grid_row_of(const struct json_node *grid, const char *volet);

/* The establishments with the largest change first, then by FINESS; d->change_count of them. */
struct establishment_change **difference_sorted(const struct difference *d);

#endif
