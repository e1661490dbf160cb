/* SPDX-License-Identifier: MIT */
#include "host/measure/formula.h"

static uint32_t slot_step(struct caqes_case *c, uint32_t slot) {
    return caqes_step_append(c, CAQES_OP_SLOT, slot, 0, 0);
}

static uint32_t pair_step(struct caqes_case *c, uint16_t op, uint32_t a, uint32_t b) {
    return caqes_step_append(c, op, a, b, 0);
}

/* A whole number, out of the only constants there are: 1 + 1 + ... */
static uint32_t whole_step(struct caqes_case *c, uint32_t number) {
    uint32_t one = caqes_step_append(c, CAQES_OP_NUMBER, number > 0, 0, 0), sum = one, i;
    for (i = 1; i < number; i++) sum = pair_step(c, CAQES_OP_ADD, sum, one);
    return sum;
}

static uint32_t compare_step(struct caqes_case *c, uint32_t a, enum caqes_relation relation, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_COMPARE, a, b, relation);
}

static uint32_t sum_of(struct caqes_case *c, const uint32_t *slots, uint32_t count) {
    uint32_t sum = slot_step(c, slots[0]), i;
    for (i = 1; i < count; i++) sum = pair_step(c, CAQES_OP_ADD, sum, slot_step(c, slots[i]));
    return sum;
}

/* N / N-1 - 1: annex 3a prints the quotient, its thresholds are growths. */
static uint32_t growth_of(struct caqes_case *c, const uint32_t *slots) {
    uint32_t now = slot_step(c, slots[0]), before = slot_step(c, slots[1]);
    uint32_t quotient = pair_step(c, CAQES_OP_DIVIDE, now, before);
    return pair_step(c, CAQES_OP_SUBTRACT, quotient, caqes_step_append(c, CAQES_OP_NUMBER, 1, 0, 0));
}

/* Change from N-1 to N, positive when for the better; of a class, the classes gained: the first is the best. */
static uint32_t progress_of(struct caqes_case *c, const struct manifest *m, const struct manifest_indicator *i) {
    uint32_t now = slot_step(c, i->numerator[0]), before = slot_step(c, i->numerator[1]);
    bool lower = m->slots[i->numerator[0]]->type == TYPE_CLASS || i->direction == DIRECTION_LOWER;
    return lower ? pair_step(c, CAQES_OP_SUBTRACT, before, now) : pair_step(c, CAQES_OP_SUBTRACT, now, before);
}

/* Yes_no items folded by an operation. One that the establishment is not subject to is left out: `neutral` stands
 * for it, and says so. With fewer than `least` left there is nothing to judge. */
static uint32_t items_of(struct caqes_case *c, const struct manifest_indicator *i, uint16_t op, uint32_t neutral,
                         uint32_t least) {
    uint32_t left = i->numerator_count, folded = CAQES_NO_STEP, k, out = 0;
    for (k = 0; k < i->numerator_count; k++) {
        if (c->presences[i->numerator[k]] != CAQES_NON_SOUMIS) continue;
        out = i->numerator[k];
        left--;
    }
    if (left < least) return slot_step(c, out);
    for (k = 0; k < i->numerator_count; k++) {
        uint32_t item = slot_step(c, i->numerator[k]);
        if (c->presences[i->numerator[k]] == CAQES_NON_SOUMIS)
            item = pair_step(c, CAQES_OP_OR_ELSE, item, whole_step(c, neutral));
        folded = k == 0 ? item : pair_step(c, op, folded, item);
    }
    return folded;
}

uint32_t formula_value(struct caqes_case *c, const struct manifest *m, const struct manifest_indicator *i) {
    switch (i->kind) {
    case KIND_RATIO: {
        uint32_t above = sum_of(c, i->numerator, i->numerator_count);
        return pair_step(c, CAQES_OP_DIVIDE, above, sum_of(c, i->denominator, i->denominator_count));
    }
    case KIND_GROWTH: return growth_of(c, i->numerator);
    case KIND_PROGRESS: return progress_of(c, m, i);
    case KIND_ALL_OF: return items_of(c, i, CAQES_OP_MIN, 1, 1);
    case KIND_AT_LEAST: return items_of(c, i, CAQES_OP_ADD, 0, i->at_least);
    case KIND_CODE: return c->outputs[i->measure_output];
    default: return slot_step(c, i->numerator[0]);
    }
}

/* The target, moved by the tolerance when somebody set one: what still counts as reached. */
static uint32_t bound_of(struct caqes_case *c, const struct manifest_indicator *i, bool upward, uint32_t target) {
    if (i->tolerance_slot < 0 || c->presences[i->tolerance_slot] != CAQES_PRESENT) return target;
    return pair_step(c, upward ? CAQES_OP_SUBTRACT : CAQES_OP_ADD, target, slot_step(c, (uint32_t)i->tolerance_slot));
}

uint32_t formula_reached(struct caqes_case *c, const struct manifest_indicator *i, uint32_t value, uint32_t *target) {
    /* A progress is counted upwards whatever its input's direction. */
    bool upward = i->direction == DIRECTION_HIGHER || i->kind == KIND_PROGRESS;
    if (i->target_slot >= 0) {
        *target = slot_step(c, (uint32_t)i->target_slot);
        return compare_step(c, value, upward ? CAQES_AT_LEAST : CAQES_AT_MOST, bound_of(c, i, upward, *target));
    }
    switch (i->kind) {
    case KIND_PROGRESS: return compare_step(c, value, CAQES_ABOVE, whole_step(c, 0)); /* "en progression" */
    case KIND_AT_LEAST: return compare_step(c, value, CAQES_AT_LEAST, whole_step(c, i->at_least));
    case KIND_CLASS: return caqes_step_append(c, CAQES_OP_IN_SET, value, 0, i->accepted);
    default: return compare_step(c, value, CAQES_EQUAL, whole_step(c, 1));
    }
}

/* An item that is left out takes four steps, and a count to reach has at most one per item; a target with a
 * tolerance takes four more. */
uint32_t formula_steps(const struct manifest_indicator *i) {
    return 5 * (i->numerator_count + i->denominator_count) + 5;
}
