/* SPDX-License-Identifier: MIT
 *
 * judge.c: what the value of an indicator is worth against its target, or why there is none. */
#include "host/measure/formula.h"
#include "host/measure/measure.h"

/* Among the slots of an indicator, the first that explains the lack of a value. */
static void find_lack(const struct caqes_case *c, const struct manifest_indicator *i, struct indicator_result *r) {
    uint32_t k;
    r->lack = r->state == CAQES_NONE ? LACK_DENOMINATOR : LACK_ARITHMETIC;
    for (k = 0; k < i->numerator_count + i->denominator_count; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        uint8_t presence = c->presences[slot];
        if (presence == CAQES_PRESENT || (presence == CAQES_NON_SOUMIS && r->lack == LACK_NOT_SUBJECT)) continue;
        if (r->state == CAQES_NONE && presence != CAQES_NON_SOUMIS) continue;
        r->lack = presence == CAQES_NON_SOUMIS ? LACK_NOT_SUBJECT : LACK_DATUM;
        r->lack_slot = slot;
        if (r->lack == LACK_DATUM) return;
    }
}

/* The first slot without a value under a coded indicator's value; of a datum and a term, the datum. */
static void find_coded_lack(const struct caqes_case *c, const struct manifest *m, struct indicator_result *r,
                            struct arena *arena) {
    const bool *under = explanation_reach(c, &r->value_step, 1, r->state, arena);
    uint32_t s;
    r->lack = r->state == CAQES_NONE ? LACK_DENOMINATOR : LACK_ARITHMETIC;
    for (s = 0; s <= r->value_step && r->state != CAQES_FAILED; s++) {
        const struct caqes_step *step = caqes_step_at(c, s);
        bool datum = step->a < m->input_count;
        if (!under[s] || step->op != CAQES_OP_SLOT || (r->lack == LACK_TARGET && !datum)) continue;
        r->lack = r->state == CAQES_NONE ? LACK_NOT_SUBJECT : datum ? LACK_DATUM : LACK_TARGET;
        r->lack_slot = step->a;
        if (r->lack != LACK_TARGET) return;
    }
}

static void find_reason(const struct caqes_case *c, const struct manifest *m, const struct manifest_indicator *i,
                        struct indicator_result *r, struct arena *arena) {
    if (i->kind == KIND_CODE) {
        find_coded_lack(c, m, r, arena);
    } else {
        find_lack(c, i, r);
    }
}

/* Value and attainment of an applicable indicator, as steps. */
static void judge_value(struct caqes_case *c, const struct manifest *m, const struct manifest_indicator *i,
                        struct indicator_result *r, struct arena *arena) {
    const struct caqes_step *reached, *attainment;
    r->value_step = formula_value(c, m, i);
    r->reached_step = r->attainment_step = formula_reached(c, i, r->value_step, &r->target_step);
    if (c->presences[i->gradation_slot] == CAQES_PRESENT)
        r->attainment_step = caqes_step_append(c, CAQES_OP_CURVE, r->value_step, 0, i->gradation_slot);
    reached = caqes_step_at(c, r->reached_step);
    attainment = caqes_step_at(c, r->attainment_step);
    r->state = caqes_step_at(c, r->value_step)->state;
    if (r->state != CAQES_KNOWN) {
        find_reason(c, m, i, r, arena);
    } else if (reached->state == CAQES_KNOWN && attainment->state == CAQES_KNOWN) {
        r->reached = caqes_fraction_from_wire(reached->value).num != 0;
        r->attainment = caqes_fraction_from_wire(attainment->value);
    } else if (reached->state == CAQES_UNKNOWN) {
        r->state = CAQES_UNKNOWN; /* even with a graded attainment: reached or not is part of the result */
        r->lack = LACK_TARGET;
        r->lack_slot = (uint32_t)i->target_slot;
    } else {
        r->state = CAQES_FAILED;
        r->lack = LACK_ARITHMETIC;
    }
}

/* "absence": "missed": a datum that was not supplied is a result, not reached; what is missing stays named. */
static void count_absence(const struct manifest_indicator *i, struct indicator_result *r) {
    if (i->absence_is_missed && r->state == CAQES_UNKNOWN && r->lack == LACK_DATUM) r->state = CAQES_KNOWN;
}

static bool is_general(const struct manifest *m, uint32_t indicator) {
    uint32_t o, k;
    for (o = 0; o < m->obligation_count; o++)
        for (k = 0; k < m->obligations[o].indicator_count; k++)
            if (m->obligations[o].indicators[k] == indicator) return m->obligations[o].role == CAQES_GENERALE;
    return false;
}

void judge_indicator(struct batch *b, uint32_t plugin, uint32_t row, uint32_t indicator) {
    const struct manifest *m = b->campaign->plugins[plugin].plugin->manifest;
    struct plugin_rows *rows = &b->plugins[plugin];
    struct caqes_case *c = &rows->explanations[row];
    const struct manifest_indicator *i = &m->indicators[indicator];
    struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + indicator];
    bool weighs = c->presences[i->coefficient_slot] == CAQES_PRESENT && c->values[i->coefficient_slot] > 0;
    *r = (struct indicator_result){.value_step = CAQES_NO_STEP,
                                   .target_step = CAQES_NO_STEP,
                                   .reached_step = CAQES_NO_STEP,
                                   .attainment_step = CAQES_NO_STEP,
                                   .attainment = caqes_fraction_of(0, 1)};
    r->coefficient = caqes_fraction_of(weighs ? c->values[i->coefficient_slot] : 0,
                                       caqes_power_of_ten(c->decimals[i->coefficient_slot]));
    if (!weighs && !is_general(m, indicator)) {
        r->state = CAQES_NONE;
        r->lack = LACK_COEFFICIENT;
    } else if (rows->faults[row]) {
        r->state = CAQES_FAILED;
        r->lack = LACK_PLUGIN;
    } else {
        judge_value(c, m, i, r, b->arena);
        count_absence(i, r);
    }
}

void judge_row(struct batch *b, uint32_t plugin, uint32_t row) {
    uint32_t count = b->campaign->plugins[plugin].plugin->manifest->indicator_count, k;
    for (k = 0; k < count; k++) judge_indicator(b, plugin, row, k);
}
