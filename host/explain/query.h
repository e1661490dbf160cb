/* SPDX-License-Identifier: MIT
 *
 * query.h: what of an explanation is asked: all of it, a volet, an amount, a fact, an obligation, an indicator. */
#ifndef CAQES_HOST_QUERY_H
#define CAQES_HOST_QUERY_H

#include "host/explain/node.h"

struct explain_query {
    int32_t volet;                                      /* index in the model; -1: every one */
    const char *amount, *fact, *obligation, *indicator; /* codes, one at most; NULL: the whole volet */
};

/* The nodes that answer a query, in the order of their numbers; *roots is in the arena. */
uint32_t query_roots(const struct explanation *e, const struct explain_query *q, const uint32_t **roots);

/* Whether a query asks for no single thing of a volet. */
static inline bool query_is_whole(const struct explain_query *q) {
    return !q->amount && !q->fact && !q->obligation && !q->indicator;
}

#endif
