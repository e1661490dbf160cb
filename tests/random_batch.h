/* SPDX-License-Identifier: MIT
 *
 * random_batch.h: batches of facts for a manifest, drawn from a seed: every presence, every state of an obligation,
 * values from 0 to the largest, curves where the manifest has them. The same seed gives the same batch anywhere. */
#ifndef CAQES_TESTS_RANDOM_BATCH_H
#define CAQES_TESTS_RANDOM_BATCH_H

#include "caqes/steps.h"
#include "host/base/arena.h"
#include "host/plugin/manifest.h"

/* xorshift64*: any seed. */
static inline uint64_t random_next(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static inline uint32_t random_below(uint64_t *state, uint32_t bound) {
    return (uint32_t)(random_next(state) >> 33) % bound;
}

/* Mostly of everyday size, sometimes 0, sometimes past what 128 bits can multiply. */
static inline int64_t random_value(uint64_t *state) {
    static const unsigned bits[] = {1, 4, 10, 20, 27, 34, 40, 63};
    int64_t value = (int64_t)(random_next(state) & ((UINT64_C(1) << bits[random_below(state, 8)]) - 1));
    return random_below(state, 16) == 0 ? -value : value;
}

static inline struct caqes_fraction random_share(uint64_t *state) {
    return caqes_fraction_of((int64_t)random_below(state, 1000000), 1000000);
}

static inline struct caqes_obligation random_obligation(uint64_t *state) {
    struct caqes_obligation o = {.role = (uint16_t)(1U << random_below(state, 4))};
    struct caqes_fraction coefficient = caqes_fraction_of((int64_t)random_below(state, 5), 2), weighted;
    if (random_below(state, 4) == 0) o.state = (uint16_t)random_below(state, CAQES_FAILED + 1);
    if (o.state == CAQES_KNOWN) o.reached = random_below(state, 2);
    if (!caqes_fraction_multiply(random_share(state), coefficient, &weighted)) weighted = coefficient;
    o.weighted = caqes_fraction_to_wire(weighted);
    o.coefficient = caqes_fraction_to_wire(coefficient);
    return o;
}

static inline struct caqes_record random_record(uint64_t *state) {
    struct caqes_record r = {.refused = random_below(state, 8) == 0};
    if (random_below(state, 3) != 0) {
        r.plan_weight = 1000000 + (int64_t)random_below(state, 9000000);
        r.plan_progress = (int64_t)random_below(state, 1000000);
    }
    if (random_below(state, 3) == 0) {
        r.products = (int64_t)random_below(state, 1U << 30);
        r.products_cut = r.products * (int64_t)random_below(state, 300000);
    }
    return r;
}

/* The curves that the manifest has by default, one after the other; `values` gets their numbers. */
static inline void random_curves(struct caqes_batch *b, const struct manifest *m, int64_t *values,
                                 struct arena *arena) {
    struct caqes_curve *curves = arena_array(arena, m->parameter_count + 1, sizeof *curves);
    struct caqes_point *points;
    size_t count = 0;
    uint32_t p, k;
    for (p = 0; p < m->parameter_count; p++) count += m->parameters[p].point_count;
    points = arena_array(arena, count + 1, sizeof *points);
    count = 0;
    for (p = 0; p < m->parameter_count; p++) {
        const struct manifest_parameter *from = &m->parameters[p];
        values[p] = -1;
        if (from->spec.type != TYPE_CURVE || !from->has_default) continue;
        curves[b->curve_count] = (struct caqes_curve){from->points_kind, (uint32_t)count, from->point_count, 0};
        for (k = 0; k < from->point_count; k++) points[count++] = from->points[k];
        values[p] = b->curve_count++;
    }
    b->curves = curves;
    b->points = points;
}

/* A slot of a record: a number, a class that exists, a curve or its absence. */
static inline void random_slot(const struct manifest *m, uint32_t slot, const int64_t *curves, uint64_t *state,
                               int64_t *value, uint8_t *presence) {
    const struct value_spec *s = m->slots[slot];
    *presence = random_below(state, 5) ? CAQES_PRESENT : (uint8_t)random_below(state, CAQES_INVALID + 1);
    *value = random_value(state);
    if (s->class_count) *value = random_below(state, s->class_count);
    if (s->type == TYPE_YES_NO) *value = random_below(state, 2);
    if (s->type == TYPE_CURVE) {
        *value = curves[slot - m->input_count];
        *presence = *value < 0 || random_below(state, 8) == 0 ? CAQES_ABSENT : CAQES_PRESENT;
    }
    if (*presence != CAQES_PRESENT) *value = 0;
}

/* A batch of `count` records, with obligations when it is for settle. */
static inline struct caqes_batch random_batch(const struct manifest *m, uint64_t seed, uint32_t count,
                                              bool with_obligations, struct arena *arena) {
    enum { MOST_OBLIGATIONS = 6 };
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    size_t slots = (size_t)count * m->slot_count;
    uint8_t *decimals = arena_array(arena, m->slot_count + 1, sizeof *decimals);
    uint8_t *presences = arena_array(arena, slots + 1, sizeof *presences);
    int64_t *values = arena_array(arena, slots + 1, sizeof *values);
    int64_t *curves = arena_array(arena, m->parameter_count + 1, sizeof *curves);
    struct caqes_record *records = arena_array(arena, count, sizeof *records);
    struct caqes_obligation *obligations = arena_array(arena, (size_t)count * MOST_OBLIGATIONS, sizeof *obligations);
    struct caqes_batch b = {.size = sizeof b,
                            .record_count = count,
                            .slot_count = m->slot_count,
                            .record_stride = sizeof *records,
                            .obligation_stride = sizeof *obligations,
                            .decimals = decimals,
                            .values = values,
                            .presences = presences,
                            .records = records};
    uint32_t r, s, used = 0;
    random_curves(&b, m, curves, arena);
    for (s = 0; s < m->slot_count; s++) decimals[s] = m->slots[s]->decimals;
    for (r = 0; r < count; r++) {
        uint32_t own = with_obligations ? random_below(&state, MOST_OBLIGATIONS + 1) : 0;
        records[r] = random_record(&state);
        records[r].obligation_first = used;
        records[r].obligation_count = own;
        while (own-- > 0) obligations[used++] = random_obligation(&state);
        for (s = 0; s < m->slot_count; s++)
            random_slot(m, s, curves, &state, &values[(size_t)r * m->slot_count + s],
                        &presences[(size_t)r * m->slot_count + s]);
    }
    if (with_obligations) b.obligations = obligations;
    return b;
}

#endif
