/* SPDX-License-Identifier: MIT
 *
 * grid.h: the evaluation grid of one establishment [I IV.a]: a row per volet, obligations and results,
 * amounts, and TOTAL. Only the host adds. */
#ifndef CAQES_HOST_GRID_H
#define CAQES_HOST_GRID_H

#include "host/audit/audit.h"
#include "host/measure/batch.h"

/* Sources not out yet, extractions after the day, several sanctions: each at most once. */
enum { GRID_NOTICES = 3 };

enum total_state {
    TOTAL_COMPLETE,
    TOTAL_PARTIAL, /* a volet is incomplete, or a regional plugin failed: the sum of the others */
    TOTAL_NONE     /* a mandatory plugin failed: no total */
};

/* What the directeur général retains for a row, beside what is computed. */
struct retained {
    const struct contract_decision *decision; /* NULL: nothing recorded */
    const char **alerts;                      /* French: what it passes */
    uint32_t alert_count;
};

struct grid_row {
    const struct model_volet *volet;
    struct volet_verdict verdict;
    const struct obligation_ref *refs;          /* with obligations: what the row shows */
    const struct caqes_obligation *obligations; /* role 0: not of this establishment */
    uint32_t ref_count;
    int64_t counted; /* centimes of this row that are in the total */
    struct retained retained;
};

struct grid {
    const struct batch *batch;
    uint32_t record; /* index in the batch */
    struct grid_row rows[MODEL_MAX_VOLETS];
    uint32_t row_count;
    enum total_state state;
    int64_t total;                     /* centimes; meaningless for TOTAL_NONE */
    bool contract_ceiling_applied;     /* sanctions reduced together to 1 % (convention "contrat") */
    bool has_retained;                 /* a decision is recorded for some row; then: */
    enum total_state retained_state;   /* of the sum of what is retained, else counted */
    int64_t retained_total;            /* centimes; meaningless for TOTAL_NONE */
    const char *retained_alert;        /* what the sum passes, or NULL */
    const char *fault;                 /* the sum itself failed (64 bits); then TOTAL_NONE */
    const char *notices[GRID_NOTICES]; /* what a reader should know, and that changes no amount */
    uint32_t notice_count;
};

/* Audits every volet of a record and adds up. */
void grid_build(const struct batch *b, uint32_t record, struct grid *out);

/* What it is made of, for who has the verdicts of some rows already: the rows, without verdicts; then, once each has
 * one, the ceiling over the contract and the total. */
void grid_open(const struct batch *b, uint32_t record, struct grid *out);
void grid_add_up(struct grid *g);

/* Whether an obligation is in the contract of this establishment: it is not when all its coefficients are 0. */
bool grid_holds_obligation(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o);

/* A catalogue holds more than a region picks: what neither the region nor this contract gives a weight is left out.
 * What the region weighs and this contract does not is shown with its coefficient, 0. */
bool grid_shows_obligation(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o);

/* State of an obligation's result: one that is not wholly known, but has an indicator missed, cannot be reached any
 * more, and is KNOWN (not reached). Its level, and the amount of its volet, still wait for what is missing. */
uint32_t grid_result(const struct grid *g, const struct obligation_ref *ref, const struct caqes_obligation *o);

/* Reduces the sanctions that count under a ceiling over the whole contract, in proportion, by the largest
 * remainder at the centime, ties in the order of the rows. `limit` is not negative. True when it reduced. */
bool grid_share_ceiling(int64_t limit, struct audited_amount *const *amounts, uint32_t count);

#endif
