/* SPDX-License-Identifier: MIT
 *
 * specimen.h: records that no establishment has sent, made from a manifest alone: usual ones, those that reach or miss
 * each target, hostile ones, drawn ones. */
#ifndef CAQES_HOST_SPECIMEN_H
#define CAQES_HOST_SPECIMEN_H

#include "host/check/bench.h"

/* What a plugin is told of one record. */
struct specimen {
    const char *what; /* for people: "depenses_transports absent" */
    int64_t *values;  /* [slot_count], as the plugin sees them */
    uint8_t *presences;
    bool refused; /* to sign the volet */
    int64_t plan_weight, plan_progress, products, products_cut;
};

struct specimens {
    const struct bench *bench;
    struct arena *arena;
    struct specimen **list;
    uint32_t count, capacity;
};

void specimens_free(struct specimens *s);

/* Adds a copy of `like`; NULL: one in the middle of everything. Valid until the arena is emptied. */
struct specimen *specimen_add(struct specimens *s, const struct specimen *like, const char *what);

/* Sets what decides whether an indicator is reached, so that it is, or is not. */
void specimen_force(const struct bench *b, struct specimen *s, const struct manifest_indicator *i, bool reached);

/* The ordinary records: all in the middle, every outcome and choice once, each indicator reached and missed. */
void specimens_ordinary(struct specimens *s);

/* One record drawn from a seed, which it advances. */
struct specimen *specimen_draw(struct specimens *s, uint64_t *seed);

/* The dossier of a specimen, as one line of JSON; what a contract may not set is not in it. */
const char *specimen_dossier(const struct bench *b, const struct specimen *s, struct arena *arena);

/* A value as dossiers write it. */
const char *specimen_value(const struct value_spec *spec, uint8_t presence, int64_t value, struct arena *arena);

#endif
