/* SPDX-License-Identifier: MIT
 *
 * caqes/steps.h: the one arithmetic of amounts.
 *
 * caqes_step_compute() gives a step its state and value from the record and the earlier steps. A
 * plugin runs it through the functions of caqes/plugin.h while it builds an explanation; the host
 * runs it again, on its own data, while it audits. There is no other way to a number.
 *
 * All of it since ABI 1.0; the results are frozen for the major. Pure, any thread, no allocation. C11 and C++17. A
 * function trusts what it is handed: indexes are in range and operands well formed, which caqes_step_well_formed()
 * tells.
 */
#ifndef CAQES_STEPS_H
#define CAQES_STEPS_H

#include <caqes/abi.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One record of a batch, and the explanation being built or audited for it: the working form, which never crosses the
 * border; authors hand it on and read no member. Borrowed pointers, all valid for the call. */
struct caqes_case {
    const uint8_t *decimals;  /* [slot], as in the batch */
    const int64_t *values;    /* [slot] of this record */
    const uint8_t *presences; /* [slot] of this record: caqes_presence */
    uint32_t slot_count;
    const struct caqes_record *record;
    const struct caqes_obligation *obligations; /* of this record, obligation_stride bytes apart */
    uint32_t obligation_count;
    uint32_t obligation_stride;
    const struct caqes_curve *curves; /* of the batch, with their points */
    const struct caqes_point *points;
    uint32_t curve_count;
    const struct caqes_table *tables; /* of the manifest */
    uint32_t table_count;
    unsigned char *steps; /* room for step_capacity steps, step_stride bytes apart */
    uint32_t step_stride;
    uint32_t step_count; /* steps there are; step_capacity + 1 when one did not fit */
    uint32_t step_capacity;
    uint32_t *outputs; /* [output]: its step, CAQES_NO_STEP when not set */
    uint32_t output_count;
};

/* Step `index` of the explanation; index below both step_count and step_capacity. */
static inline struct caqes_step *caqes_step_at(const struct caqes_case *c, uint32_t index) {
    return (struct caqes_step *)(void *)(c->steps + (uint64_t)index * c->step_stride);
}

/* Obligation `index` of the record; index below obligation_count. */
static inline const struct caqes_obligation *caqes_obligation_at(const struct caqes_case *c, uint32_t index) {
    const unsigned char *base = (const unsigned char *)(const void *)c->obligations;
    return (const struct caqes_obligation *)(const void *)(base + (uint64_t)index * c->obligation_stride);
}

/* ---- From here to caqes_step_well_formed: the arithmetic, for the host and for plugin.h, not for authors ---- */

/* 10^decimals, for 0 to 18. */
static inline int64_t caqes_power_of_ten(unsigned decimals) {
    int64_t power = 1;
    while (decimals-- > 0) power *= 10;
    return power;
}

/* Gives a step a state without a value; a value; a whole number. */
static inline void caqes_set_state(struct caqes_step *s, uint32_t state) {
    s->state = (uint16_t)state;
    s->value = caqes_fraction_to_wire(caqes_fraction_of(0, 1));
}

static inline void caqes_set_value(struct caqes_step *s, struct caqes_fraction value) {
    s->state = CAQES_KNOWN;
    s->value = caqes_fraction_to_wire(value);
}

static inline void caqes_set_whole(struct caqes_step *s, int64_t value) {
    caqes_set_value(s, caqes_fraction_of(value, 1));
}

/* A slot as a step: not subject is NONE; every other lack of a value is UNKNOWN, never 0. */
static inline void caqes_compute_slot(const struct caqes_case *c, struct caqes_step *s) {
    if (c->presences[s->a] == CAQES_PRESENT) {
        caqes_set_value(s, caqes_fraction_of(c->values[s->a], caqes_power_of_ten(c->decimals[s->a])));
    } else {
        caqes_set_state(s, c->presences[s->a] == CAQES_NON_SOUMIS ? CAQES_NONE : CAQES_UNKNOWN);
    }
}

/* Weighted mean of attainment over the obligations of some roles (score of annex 1 §2, modulation). */
static inline void caqes_compute_mean(const struct caqes_case *c, struct caqes_step *s, bool known_only) {
    struct caqes_fraction weighted = caqes_fraction_of(0, 1), total = caqes_fraction_of(0, 1);
    uint32_t state = CAQES_KNOWN, i;
    for (i = 0; i < c->obligation_count; i++) {
        const struct caqes_obligation *o = caqes_obligation_at(c, i);
        if ((o->role & s->a) == 0 || o->state == CAQES_NONE) continue;
        if (o->state > state) state = o->state;
        if (!caqes_fraction_add(weighted, caqes_fraction_from_wire(o->weighted), &weighted) ||
            !caqes_fraction_add(total, caqes_fraction_from_wire(o->coefficient), &total)) {
            caqes_set_state(s, CAQES_FAILED);
            return;
        }
    }
    if (state != CAQES_KNOWN && !known_only) {
        caqes_set_state(s, state);
    } else if (total.num == 0) {
        caqes_set_state(s, CAQES_NONE);
    } else if (caqes_fraction_divide(weighted, total, &weighted)) {
        caqes_set_value(s, weighted);
    } else {
        caqes_set_state(s, CAQES_FAILED);
    }
}

/* Number of obligations missed (count), or whether all are reached. */
static inline void caqes_compute_reached(const struct caqes_case *c, struct caqes_step *s, bool count) {
    uint32_t state = CAQES_KNOWN, concerned = 0, missed = 0, i;
    for (i = 0; i < c->obligation_count; i++) {
        const struct caqes_obligation *o = caqes_obligation_at(c, i);
        if ((o->role & s->a) == 0 || o->state == CAQES_NONE) continue;
        if (o->state > state) state = o->state;
        concerned++;
        if (o->state == CAQES_KNOWN && !o->reached) missed++;
    }
    if (concerned == 0) {
        caqes_set_state(s, CAQES_NONE);
    } else if (state != CAQES_KNOWN) {
        caqes_set_state(s, state);
    } else {
        caqes_set_whole(s, count ? (int64_t)missed : missed == 0);
    }
}

/* True when an order (-1, 0 or 1, as caqes_fraction_compare) is what a caqes_relation asks for; false for an unknown
 * one. */
static inline bool caqes_relation_holds(int order, uint32_t relation) {
    switch (relation) {
    case CAQES_BELOW: return order < 0;
    case CAQES_AT_MOST: return order <= 0;
    case CAQES_EQUAL: return order == 0;
    case CAQES_AT_LEAST: return order >= 0;
    case CAQES_ABOVE: return order > 0;
    default: return false;
    }
}

/* The condition of a decision table that a step meets: bit 2 absent, bit 1 yes, bit 0 no. */
static inline uint32_t caqes_condition(const struct caqes_step *s) {
    if (s->state == CAQES_NONE) return 4;
    return caqes_fraction_from_wire(s->value).num != 0 ? 2 : 1;
}

/* First row whose conditions hold. A table without such a row is a fault of the manifest: FAILED. */
static inline void caqes_compute_table(const struct caqes_case *c, struct caqes_step *s, const struct caqes_step *a,
                                       const struct caqes_step *b) {
    uint32_t i, state = a->state > CAQES_NONE ? a->state : 0;
    if (b && b->state > CAQES_NONE && b->state > state) state = b->state;
    if (state != 0) {
        caqes_set_state(s, state);
        return;
    }
    if (s->c < c->table_count) {
        const struct caqes_table *table = &c->tables[s->c];
        for (i = 0; i < table->row_count; i++) {
            const struct caqes_table_row *row = &table->rows[i];
            if ((row->a & caqes_condition(a)) && (!b || (row->b & caqes_condition(b)))) {
                caqes_set_whole(s, row->outcome);
                return;
            }
        }
    }
    caqes_set_state(s, CAQES_FAILED);
}

/* Between two points: y0 + (x - x0) (y1 - y0) / (x1 - x0), to the nearest millionth, half away from zero: attainments
 * then share one denominator, and the sum of any number of them stays in 128 bits. */
static inline bool caqes_interpolate_to_millionths(struct caqes_fraction x, struct caqes_point p, struct caqes_point q,
                                                   int64_t *millionths) {
    struct caqes_fraction slope, rise, y;
    caqes_int128 nearest;
    slope.num = (caqes_int128)q.y - p.y;
    slope.den = (caqes_int128)q.x - p.x;
    if (slope.den <= 0 || !caqes_fraction_subtract(x, caqes_fraction_of(p.x, 1000000), &rise) ||
        !caqes_fraction_multiply(rise, slope, &rise) ||
        !caqes_fraction_add(rise, caqes_fraction_of(p.y, 1000000), &y) || !caqes_fraction_nearest(y, 1000000, &nearest))
        return false;
    *millionths = (int64_t)nearest; /* between p.y and q.y */
    return true;
}

/* Point of a curve that goes by steps: the first whose x the value reaches (STEPS, downwards), or that the value does
 * not pass (STEPS_UP), else the last. */
static inline uint32_t caqes_point_of_steps(const struct caqes_curve *curve, const struct caqes_point *p,
                                            struct caqes_fraction x) {
    bool up = curve->kind == CAQES_CURVE_STEPS_UP;
    uint32_t i = 0;
    for (; i + 1 < curve->count; i++) {
        int order = caqes_fraction_compare(x, caqes_fraction_of(p[i].x, 1000000));
        if (up ? order <= 0 : order >= 0) break;
    }
    return i;
}

/* A curve at a value: NONE when its slot is absent, FAILED when the slot holds no curve of the batch. */
static inline void caqes_compute_curve(const struct caqes_case *c, struct caqes_step *s, const struct caqes_step *at) {
    const struct caqes_curve *curve;
    const struct caqes_point *p;
    struct caqes_fraction x = caqes_fraction_from_wire(at->value);
    int64_t y;
    uint32_t i = 0;
    if (at->state != CAQES_KNOWN) {
        caqes_set_state(s, at->state);
        return;
    }
    if (c->presences[s->c] == CAQES_ABSENT) {
        caqes_set_state(s, CAQES_NONE);
        return;
    }
    if (c->presences[s->c] != CAQES_PRESENT || c->values[s->c] < 0 || c->values[s->c] >= (int64_t)c->curve_count) {
        caqes_set_state(s, CAQES_FAILED);
        return;
    }
    curve = &c->curves[c->values[s->c]];
    p = c->points + curve->first;
    if (curve->kind != CAQES_CURVE_LINEAR) {
        caqes_set_value(s, caqes_fraction_of(p[caqes_point_of_steps(curve, p, x)].y, 1000000));
        return;
    }
    while (i < curve->count && caqes_fraction_compare(x, caqes_fraction_of(p[i].x, 1000000)) > 0) i++;
    if (i == 0) {
        caqes_set_value(s, caqes_fraction_of(p[0].y, 1000000));
    } else if (i == curve->count) {
        caqes_set_value(s, caqes_fraction_of(p[i - 1].y, 1000000));
    } else if (caqes_interpolate_to_millionths(x, p[i - 1], p[i], &y)) {
        caqes_set_value(s, caqes_fraction_of(y, 1000000));
    } else {
        caqes_set_state(s, CAQES_FAILED);
    }
}

/* Operations on two values that must both be known. */
static inline void caqes_compute_pair(struct caqes_step *s, const struct caqes_step *a, const struct caqes_step *b) {
    struct caqes_fraction x = caqes_fraction_from_wire(a->value), y = caqes_fraction_from_wire(b->value), r = x;
    uint32_t state = a->state > b->state ? a->state : b->state;
    bool done = true;
    /* Nothing to measure, whatever is not known of the rest: not subject, or a denominator of 0. */
    if (s->op == CAQES_OP_DIVIDE && state == CAQES_UNKNOWN &&
        (a->state == CAQES_NONE || b->state == CAQES_NONE || (b->state == CAQES_KNOWN && y.num == 0)))
        state = CAQES_NONE;
    if (state != CAQES_KNOWN) {
        caqes_set_state(s, state);
        return;
    }
    switch (s->op) {
    case CAQES_OP_ADD: done = caqes_fraction_add(x, y, &r); break;
    case CAQES_OP_SUBTRACT: done = caqes_fraction_subtract(x, y, &r); break;
    case CAQES_OP_MULTIPLY: done = caqes_fraction_multiply(x, y, &r); break;
    case CAQES_OP_DIVIDE:
        if (y.num == 0) {
            caqes_set_state(s, CAQES_NONE);
            return;
        }
        done = caqes_fraction_divide(x, y, &r);
        break;
    case CAQES_OP_MIN: r = caqes_fraction_compare(x, y) <= 0 ? x : y; break;
    case CAQES_OP_MAX: r = caqes_fraction_compare(x, y) >= 0 ? x : y; break;
    case CAQES_OP_COMPARE: r = caqes_fraction_of(caqes_relation_holds(caqes_fraction_compare(x, y), s->c), 1); break;
    default: done = false;
    }
    if (done) {
        caqes_set_value(s, r);
    } else {
        caqes_set_state(s, CAQES_FAILED);
    }
}

/* Operations on one value that must be known. */
static inline void caqes_compute_single(struct caqes_step *s, const struct caqes_step *a) {
    struct caqes_fraction x = caqes_fraction_from_wire(a->value), r = x;
    if (a->state != CAQES_KNOWN) {
        caqes_set_state(s, a->state);
        return;
    }
    switch (s->op) {
    case CAQES_OP_COMPLEMENT:
        if (!caqes_fraction_subtract(caqes_fraction_of(1, 1), x, &r)) {
            caqes_set_state(s, CAQES_FAILED);
            return;
        }
        break;
    case CAQES_OP_IS: r = caqes_fraction_of(caqes_fraction_compare(x, caqes_fraction_of(s->c, 1)) == 0, 1); break;
    default: { /* CAQES_OP_IN_SET */
        int64_t member = 0;
        if (x.num >= 0 && x.num % x.den == 0 && x.num / x.den < 32) member = (s->c >> (unsigned)(x.num / x.den)) & 1U;
        r = caqes_fraction_of(member, 1);
    }
    }
    caqes_set_value(s, r);
}

/* Progress of the action plan: NONE without any action. */
static inline void caqes_compute_plan(const struct caqes_case *c, struct caqes_step *s) {
    if (c->record->plan_weight == 0) {
        caqes_set_state(s, CAQES_NONE);
    } else {
        caqes_set_value(s, caqes_fraction_of(c->record->plan_progress, c->record->plan_weight));
    }
}

/* How many of a, b, c are earlier steps, for each operation; 255 for an unknown operation. */
static inline unsigned caqes_step_operands(uint16_t op) {
    switch (op) {
    case CAQES_OP_SLOT:
    case CAQES_OP_NUMBER:
    case CAQES_OP_PLAN:
    case CAQES_OP_REFUSED:
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
    case CAQES_OP_MISSED:
    case CAQES_OP_REACHED:
    case CAQES_OP_PRODUCTS:
    case CAQES_OP_PRODUCTS_CUT:
    case CAQES_OP_PRESENCE_IS: return 0;
    case CAQES_OP_COMPLEMENT:
    case CAQES_OP_IS:
    case CAQES_OP_IN_SET:
    case CAQES_OP_CURVE: return 1;
    case CAQES_OP_ADD:
    case CAQES_OP_SUBTRACT:
    case CAQES_OP_MULTIPLY:
    case CAQES_OP_DIVIDE:
    case CAQES_OP_MIN:
    case CAQES_OP_MAX:
    case CAQES_OP_COMPARE:
    case CAQES_OP_OR_ELSE:
    case CAQES_OP_TABLE: return 2;
    case CAQES_OP_SELECT: return 3;
    default: return 255;
    }
}

/* What an operation has beside earlier steps: slots, tables, relations and roles that exist. */
static inline bool caqes_step_arguments_exist(const struct caqes_case *c, const struct caqes_step *s) {
    switch (s->op) {
    case CAQES_OP_SLOT: return s->a < c->slot_count && s->b == 0 && s->c == 0;
    case CAQES_OP_NUMBER: return s->a <= 1 && s->b == 0 && s->c == 0;
    case CAQES_OP_PLAN:
    case CAQES_OP_REFUSED:
    case CAQES_OP_PRODUCTS:
    case CAQES_OP_PRODUCTS_CUT: return s->a == 0 && s->b == 0 && s->c == 0;
    case CAQES_OP_PRESENCE_IS: return s->a < c->slot_count && s->b == 0 && s->c <= CAQES_INVALID;
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
    case CAQES_OP_MISSED:
    case CAQES_OP_REACHED: return s->a >= 1 && s->a <= 15 && s->b == 0 && s->c == 0;
    case CAQES_OP_COMPLEMENT: return s->b == 0 && s->c == 0;
    case CAQES_OP_IS:
    case CAQES_OP_IN_SET: return s->b == 0;
    case CAQES_OP_CURVE: return s->b == 0 && s->c < c->slot_count;
    case CAQES_OP_TABLE:
        return s->c < c->table_count && (s->b == CAQES_NO_STEP) == (c->tables[s->c].condition_count == 1);
    case CAQES_OP_COMPARE: return s->c >= CAQES_BELOW && s->c <= CAQES_ABOVE;
    case CAQES_OP_SELECT: return true;
    default: return s->c == 0;
    }
}

/* True when a step is well formed: known operation, operands before it, arguments that exist, and 0 in
 * every member that the operation does not use. */
static inline bool caqes_step_well_formed(const struct caqes_case *c, const struct caqes_step *s, uint32_t index) {
    unsigned operands = caqes_step_operands(s->op);
    if (operands == 255 || s->reserved != 0 || s->reserved2 != 0) return false;
    if (operands >= 1 && s->a >= index) return false;
    if (operands >= 2 && s->b >= index && !(s->op == CAQES_OP_TABLE && s->b == CAQES_NO_STEP)) return false;
    if (operands >= 3 && s->c >= index) return false;
    return caqes_step_arguments_exist(c, s);
}

/* Gives step number `index` of the case, whose op, a, b and c are set, its state and value. One that is not well formed
 * is FAILED. */
static inline void caqes_step_compute(const struct caqes_case *c, uint32_t index, struct caqes_step *s) {
    const struct caqes_step *a = caqes_step_at(c, 0), *b = a;
    if (!caqes_step_well_formed(c, s, index)) {
        caqes_set_state(s, CAQES_FAILED);
        return;
    }
    if (caqes_step_operands(s->op) >= 1) a = caqes_step_at(c, s->a);
    if (caqes_step_operands(s->op) >= 2) b = s->b == CAQES_NO_STEP ? 0 : caqes_step_at(c, s->b);
    switch (s->op) {
    case CAQES_OP_SLOT: caqes_compute_slot(c, s); break;
    case CAQES_OP_NUMBER: caqes_set_whole(s, s->a); break;
    case CAQES_OP_PLAN: caqes_compute_plan(c, s); break;
    case CAQES_OP_REFUSED: caqes_set_whole(s, c->record->refused != 0); break;
    case CAQES_OP_MEAN: caqes_compute_mean(c, s, false); break;
    case CAQES_OP_MEAN_KNOWN: caqes_compute_mean(c, s, true); break;
    case CAQES_OP_MISSED: caqes_compute_reached(c, s, true); break;
    case CAQES_OP_REACHED: caqes_compute_reached(c, s, false); break;
    case CAQES_OP_PRODUCTS: caqes_set_value(s, caqes_fraction_of(c->record->products, 100)); break;
    case CAQES_OP_PRODUCTS_CUT: caqes_set_value(s, caqes_fraction_of(c->record->products_cut, 100000000)); break;
    case CAQES_OP_PRESENCE_IS: caqes_set_whole(s, c->presences[s->a] == s->c); break;
    case CAQES_OP_COMPLEMENT:
    case CAQES_OP_IS:
    case CAQES_OP_IN_SET: caqes_compute_single(s, a); break;
    case CAQES_OP_SELECT: {
        const struct caqes_step *chosen = a;
        if (a->state == CAQES_KNOWN) chosen = caqes_fraction_from_wire(a->value).num != 0 ? b : caqes_step_at(c, s->c);
        s->state = chosen->state;
        s->value = chosen->value;
        break;
    }
    case CAQES_OP_OR_ELSE:
        s->state = a->state == CAQES_NONE ? b->state : a->state;
        s->value = a->state == CAQES_NONE ? b->value : a->value;
        break;
    case CAQES_OP_TABLE: caqes_compute_table(c, s, a, b); break;
    case CAQES_OP_CURVE: caqes_compute_curve(c, s, a); break;
    default: caqes_compute_pair(s, a, b);
    }
}

/* Opens record `index` of a batch, index below its record_count; the explanation is empty, and outputs are as they are.
 * `tables` are those of the manifest. What comes back borrows from all three. */
static inline struct caqes_case caqes_case_open(const struct caqes_batch *batch, const struct caqes_reply *reply,
                                                uint32_t index, const struct caqes_table *tables,
                                                uint32_t table_count) {
    struct caqes_case c;
    const unsigned char *records = (const unsigned char *)(const void *)batch->records;
    c.record = (const struct caqes_record *)(const void *)(records + (uint64_t)index * batch->record_stride);
    c.decimals = batch->decimals;
    c.values = batch->values + (uint64_t)index * batch->slot_count;
    c.presences = batch->presences + (uint64_t)index * batch->slot_count;
    c.slot_count = batch->slot_count;
    c.obligation_count = batch->obligations ? c.record->obligation_count : 0;
    c.obligation_stride = batch->obligation_stride;
    c.obligations = batch->obligations;
    if (c.obligation_count) c.obligations = caqes_obligation_at(&c, c.record->obligation_first);
    c.curves = batch->curves;
    c.points = batch->points;
    c.curve_count = batch->curve_count;
    c.tables = tables;
    c.table_count = table_count;
    c.step_stride = reply->step_stride;
    c.step_capacity = reply->step_capacity;
    c.step_count = 0;
    c.steps = 0;
    c.outputs = 0;
    if (reply->steps)
        c.steps = (unsigned char *)reply->steps + (uint64_t)index * reply->step_capacity * reply->step_stride;
    if (reply->outputs) c.outputs = reply->outputs + (uint64_t)index * reply->output_count;
    c.output_count = reply->output_count;
    return c;
}

/* Appends a step and returns its number. When the explanation is full, the count still grows, so that
 * the host sees it, and CAQES_NO_STEP is returned, which makes every later step that uses it FAILED. */
static inline uint32_t caqes_step_append(struct caqes_case *c, uint16_t op, uint32_t a, uint32_t b, uint32_t arg_c) {
    uint32_t index = c->step_count;
    struct caqes_step *s;
    if (index >= c->step_capacity) {
        c->step_count = c->step_capacity + 1;
        return CAQES_NO_STEP;
    }
    s = caqes_step_at(c, index);
    s->op = op;
    s->source = 0;
    s->reserved = 0;
    s->a = a;
    s->b = b;
    s->c = arg_c;
    s->reserved2 = 0;
    caqes_step_compute(c, index, s);
    c->step_count = index + 1;
    return index;
}

#ifdef __cplusplus
}
#endif

#endif
