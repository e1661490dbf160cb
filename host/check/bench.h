/* SPDX-License-Identifier: MIT
 *
 * bench.h: a campaign of one plugin and nothing else, made from its manifest, on which the checker tries it: no file is
 * read. Every parameter that has no default is given a value in the middle of its bounds. */
#ifndef CAQES_HOST_BENCH_H
#define CAQES_HOST_BENCH_H

#include "host/campaign/campaign.h"

struct bench {
    struct campaign *campaign;
    struct plugin *plugin;
    const struct manifest *manifest;
    int32_t volet; /* that it settles; -1 for a set of indicators */
};

/* `model` is the file of a contract model; NULL: the one inside the program. False after messages: the manifest does
 * not agree with it (P226...). */
bool bench_open(struct bench *b, struct plugin *p, const char *model, struct arena *arena, struct diag *diag);

/* A campaign of one plugin of `c`, with the parameters that are in force there under the rules of `match`; one that a
 * contract must give has a value in the middle of its bounds. False
 * when it has no layout of its own. */
bool bench_of_campaign(struct bench *b, const struct campaign *c, uint32_t plugin, uint64_t match, struct arena *arena);

/* A usual value within bounds, another one for each `turn` where bounds allow. */
int64_t bench_usual_value(const struct value_spec *spec, uint32_t turn);

/* 10 to a power, at most 18. */
int64_t bench_power_of_ten(unsigned exponent);

/* The lowest and the highest value of a number: its bounds, else a number as large as can be. */
int64_t bench_lowest(const struct value_spec *spec);
int64_t bench_highest(const struct value_spec *spec);

#endif
