/* SPDX-License-Identifier: MIT
 *
 * judge.c: the value of an indicator, and what it is worth against its target. */
#include "host/measure/measure.h"

/* Sum of slots, as steps. */
static uint32_t sum_of(struct caqes_case *c, const uint32_t *slots, uint32_t count) {
    uint32_t sum = caqes_step_append(c, CAQES_OP_SLOT, slots[0], 0, 0), i;
    for (i = 1; i < count; i++)
        sum = caqes_step_append(c, CAQES_OP_ADD, sum, caqes_step_append(c, CAQES_OP_SLOT, slots[i], 0, 0), 0);
    return sum;
}

/* (N - N-1) / N-1: annex 3a prints the quotient N / N-1, its thresholds are growths. */
static uint32_t growth_of(struct caqes_case *c, const uint32_t *slots) {
    uint32_t now = caqes_step_append(c, CAQES_OP_SLOT, slots[0], 0, 0);
    uint32_t before = caqes_step_append(c, CAQES_OP_SLOT, slots[1], 0, 0);
    return caqes_step_append(c, CAQES_OP_DIVIDE, caqes_step_append(c, CAQES_OP_SUBTRACT, now, before, 0), before, 0);
}

/* Whether every yes_no input is "oui": their minimum. */
static uint32_t all_of(struct caqes_case *c, const uint32_t *slots, uint32_t count) {
    uint32_t all = caqes_step_append(c, CAQES_OP_SLOT, slots[0], 0, 0), i;
    for (i = 1; i < count; i++)
        all = caqes_step_append(c, CAQES_OP_MIN, all, caqes_step_append(c, CAQES_OP_SLOT, slots[i], 0, 0), 0);
    return all;
}

static uint32_t value_of(struct caqes_case *c, const struct manifest_indicator *i) {
    switch (i->kind) {
    case KIND_RATIO: {
        uint32_t above = sum_of(c, i->numerator, i->numerator_count);
        return caqes_step_append(c, CAQES_OP_DIVIDE, above, sum_of(c, i->denominator, i->denominator_count), 0);
    }
    case KIND_GROWTH: return growth_of(c, i->numerator);
    case KIND_ALL_OF: return all_of(c, i->numerator, i->numerator_count);
    case KIND_AT_LEAST:
        /* Bits n and above of the set of accepted counts. */
        return caqes_step_append(c, CAQES_OP_IN_SET, sum_of(c, i->numerator, i->numerator_count), 0,
                                 i->at_least < 32 ? UINT32_MAX << i->at_least : 0);
    case KIND_CLASS: return caqes_step_append(c, CAQES_OP_IN_SET, sum_of(c, i->numerator, 1), 0, i->accepted);
    case KIND_CODE: return c->outputs[i->measure_output];
    default: return sum_of(c, i->numerator, 1);
    }
}

/* Reached or not: against the target, or by itself for the kinds that answer yes or no. */
static uint32_t reached_step(struct caqes_case *c, const struct manifest_indicator *i, struct indicator_result *r) {
    uint32_t relation = i->direction == DIRECTION_HIGHER ? CAQES_AT_LEAST : CAQES_AT_MOST;
    if (i->target_slot < 0) {
        uint32_t one = caqes_step_append(c, CAQES_OP_NUMBER, 1, 0, 0);
        return caqes_step_append(c, CAQES_OP_COMPARE, r->value_step, one, CAQES_EQUAL);
    }
    r->target_step = caqes_step_append(c, CAQES_OP_SLOT, (uint32_t)i->target_slot, 0, 0);
    return caqes_step_append(c, CAQES_OP_COMPARE, r->value_step, r->target_step, relation);
}

/* Among the slots of an indicator, the first that explains the lack of a value. */
static void find_lack(const struct caqes_case *c, const struct manifest_indicator *i, struct indicator_result *r) {
    uint32_t k;
    r->lack = r->state == CAQES_NONE ? LACK_DENOMINATOR : LACK_ARITHMETIC;
    for (k = 0; k < i->numerator_count + i->denominator_count; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        uint8_t presence = c->presences[slot];
        if (presence == CAQES_PRESENT) continue;
        if (r->state == CAQES_NONE && presence != CAQES_NON_SOUMIS) continue;
        r->lack = presence == CAQES_NON_SOUMIS ? LACK_NOT_SUBJECT : LACK_DATUM;
        r->lack_slot = slot;
        if (r->lack == LACK_DATUM) return;
    }
}

/* The first slot without a value under a coded indicator's value. */
static void find_coded_lack(const struct caqes_case *c, struct indicator_result *r, struct arena *arena) {
    const bool *under = explanation_reach(c, &r->value_step, 1, r->state, arena);
    uint32_t s;
    r->lack = r->state == CAQES_NONE ? LACK_DENOMINATOR : LACK_ARITHMETIC;
    for (s = 0; s <= r->value_step && r->state != CAQES_FAILED; s++) {
        const struct caqes_step *step = caqes_step_at(c, s);
        if (!under[s] || step->op != CAQES_OP_SLOT) continue;
        r->lack = r->state == CAQES_NONE ? LACK_NOT_SUBJECT : LACK_DATUM;
        r->lack_slot = step->a;
        return;
    }
}

/* Value and attainment of an applicable indicator, as steps. */
static void judge_value(struct caqes_case *c, const struct manifest_indicator *i, struct indicator_result *r,
                        struct arena *arena) {
    const struct caqes_step *value, *attainment;
    uint32_t reached;
    r->value_step = value_of(c, i);
    reached = reached_step(c, i, r);
    r->attainment_step = reached;
    if (c->presences[i->gradation_slot] == CAQES_PRESENT)
        r->attainment_step = caqes_step_append(c, CAQES_OP_CURVE, r->value_step, 0, i->gradation_slot);
    value = caqes_step_at(c, r->value_step);
    attainment = caqes_step_at(c, r->attainment_step);
    r->state = attainment->state;
    if (value->state != CAQES_KNOWN) {
        r->state = value->state;
        if (i->kind == KIND_CODE) {
            find_coded_lack(c, r, arena);
        } else {
            find_lack(c, i, r);
        }
    } else if (caqes_step_at(c, reached)->state == CAQES_UNKNOWN) {
        r->state = CAQES_UNKNOWN; /* even with a graded attainment: reached or not is part of the result */
        r->lack = LACK_TARGET;
        r->lack_slot = (uint32_t)i->target_slot;
    } else if (r->state != CAQES_KNOWN) {
        r->lack = LACK_ARITHMETIC;
    } else {
        r->reached = caqes_fraction_from_wire(caqes_step_at(c, reached)->value).num != 0;
        r->attainment = caqes_fraction_from_wire(attainment->value);
    }
}

static bool is_general(const struct manifest *m, uint32_t indicator) {
    uint32_t o, k;
    for (o = 0; o < m->obligation_count; o++)
        for (k = 0; k < m->obligations[o].indicator_count; k++)
            if (m->obligations[o].indicators[k] == indicator) return m->obligations[o].role == CAQES_GENERALE;
    return false;
}

void judge_row(struct batch *b, uint32_t plugin, uint32_t row) {
    const struct manifest *m = b->campaign->plugins[plugin].plugin->manifest;
    struct plugin_rows *rows = &b->plugins[plugin];
    struct caqes_case *c = &rows->explanations[row];
    uint32_t k;
    for (k = 0; k < m->indicator_count; k++) {
        const struct manifest_indicator *i = &m->indicators[k];
        struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + k];
        bool weighs = c->presences[i->coefficient_slot] == CAQES_PRESENT && c->values[i->coefficient_slot] > 0;
        r->value_step = r->target_step = r->attainment_step = CAQES_NO_STEP;
        r->attainment = caqes_fraction_of(0, 1);
        r->coefficient = caqes_fraction_of(weighs ? c->values[i->coefficient_slot] : 0,
                                           caqes_power_of_ten(c->decimals[i->coefficient_slot]));
        if (!weighs && !is_general(m, k)) {
            r->state = CAQES_NONE;
            r->lack = LACK_COEFFICIENT;
        } else if (rows->faults[row]) {
            r->state = CAQES_FAILED;
            r->lack = LACK_PLUGIN;
        } else {
            judge_value(c, i, r, b->arena);
        }
    }
}
