/* SPDX-License-Identifier: MIT
 *
 * distance.h: what separates an establishment from another decision. For each obligation that is missed, how much was
 * missing of each datum, and what that cost; for each that is reached, its margin; for the sanction and the
 * intéressement of each volet, the single smallest change that would have made them, or not. Only known results: what
 * an unknown one lacks is said by the explanation. */
#ifndef CAQES_HOST_DISTANCE_H
#define CAQES_HOST_DISTANCE_H

#include "host/distance/flip.h"
#include "host/report/json_writer.h"

/* The changes that turn one decision, the smallest first; none: no change of a single datum turns it. */
struct distance {
    struct decision decision;
    enum decision_state state;
    bool has_amount; /* of its volet, now */
    int64_t amount;  /* centimes, when it has one */
    const struct flip *flips;
    uint32_t flip_count;
};

struct distances {
    const struct grid *grid;
    const struct distance *list; /* by volet: obligations, then the sanction and the intéressement */
    uint32_t count;
};

/* Everything about one establishment, or one volet (-1: all); memory is from the arena. */
void distances_find(struct distances *out, const struct grid *g, int32_t volet, struct arena *arena);

/* In French sentences; as a French table, a row per change; as one object of JSON ("caqes-distance"). */
void distances_text(FILE *stream, const struct distances *d, struct arena *arena);
void distances_table(FILE *stream, const struct distances *d, struct arena *arena);
void distances_json(struct json_writer *w, const struct distances *d, struct arena *arena);

#define DISTANCES_VERSION 1

#endif
