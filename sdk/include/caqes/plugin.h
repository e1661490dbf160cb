/* SPDX-License-Identifier: MIT
 *
 * caqes/plugin.h: what a plugin author writes with. This licence does not extend to plugins: yours is
 * your own choice.
 *
 * Include the header generated from your manifest, which includes this one and names every slot,
 * output and table. Write one function for one record, with the functions below, and end the file
 * with CAQES_PLUGIN. Each function appends one step to the explanation and returns its number; a
 * datum that is missing travels through the steps by itself, so no code tests for it.
 *
 *     #include "transports_manifest.h"
 *
 *     static void settle(struct caqes_case *c) {
 *         uint32_t products = caqes_slot(c, SLOT_PRODUITS_AM);
 *         uint32_t rate = caqes_slot(c, SLOT_TAUX_SANCTION);
 *         caqes_output(c, OUTPUT_SANCTION, caqes_multiply(c, rate, products));
 *     }
 *     CAQES_VERB(settle)
 *     CAQES_PLUGIN(.settle = CAQES_BATCH(settle));
 *
 * One call per argument at most: C leaves the order of the others open, and with it the numbers of the
 * steps, which would then differ from one compiler to the next.
 *
 * Never: floating point, clock, locale, file, network, thread, static variable. Do not branch in C on
 * a value: caqes_select(), caqes_decide() and caqes_compare() say it where the host can check it.
 *
 * What every function below has in common. Those that return uint32_t append at least one step and return the number of
 * the last, which stands for its value; an argument that is a value is such a number. Values are exact fractions, euros
 * in euros. A value that is UNKNOWN, NONE or FAILED makes what is computed from it the largest of those states, unless
 * a comment says otherwise; so does a slot, a table or a step number that does not exist: FAILED, and the host refuses
 * the record. An explanation has at most CAQES_STEP_CAPACITY (512) steps for a record; past them the number is
 * CAQES_NO_STEP and the host refuses the record. The case is the caller's; nothing is allocated, nothing is kept.
 *
 * All of it since ABI 1.0. This header is usable from C++, but for CAQES_PLUGIN, which is C: give the exported object a
 * C file.
 */
#ifndef CAQES_PLUGIN_H
#define CAQES_PLUGIN_H

#include <caqes/steps.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Value of a slot: an input or a parameter (SLOT_... of the generated header). A class is its number, from 0; a yes/no
 * is 1 or 0. NONE when the establishment is not subject to it, UNKNOWN when there is no value for any other reason. A
 * slot that holds a curve is read by caqes_read_curve only. */
static inline uint32_t caqes_slot(struct caqes_case *c, uint32_t slot) {
    return caqes_step_append(c, CAQES_OP_SLOT, slot, 0, 0);
}

/* The numbers 0 and 1. Any other number is a parameter, with a name, a unit and a source. */
static inline uint32_t caqes_zero(struct caqes_case *c) { return caqes_step_append(c, CAQES_OP_NUMBER, 0, 0, 0); }
static inline uint32_t caqes_one(struct caqes_case *c) { return caqes_step_append(c, CAQES_OP_NUMBER, 1, 0, 0); }

/* Progress of the volet's action plan, 0 to 1: sum(weight x progress) / sum(weight). NONE without any
 * action: see caqes_or_else. */
static inline uint32_t caqes_plan(struct caqes_case *c) { return caqes_step_append(c, CAQES_OP_PLAN, 0, 0, 0); }

/* 1 when the establishment refused to sign the volet, else 0. */
static inline uint32_t caqes_refused(struct caqes_case *c) { return caqes_step_append(c, CAQES_OP_REFUSED, 0, 0, 0); }

/* Euros reimbursed, in the last closed year, for the products that have a rate of their own in the contract of the
 * volet; and what those rates take from them, sum(rate x euros). Both are 0 without any such product. For settle. */
static inline uint32_t caqes_products(struct caqes_case *c) { return caqes_step_append(c, CAQES_OP_PRODUCTS, 0, 0, 0); }
static inline uint32_t caqes_products_cut(struct caqes_case *c) {
    return caqes_step_append(c, CAQES_OP_PRODUCTS_CUT, 0, 0, 0);
}

/* 1 when the presence of a slot is this one (CAQES_ABSENT, CAQES_NON_REPONDANT...), else 0: always known. For the
 * ciblage and for facts; the host refuses an amount that uses it, for a lack of data must travel to it. */
static inline uint32_t caqes_presence_is(struct caqes_case *c, uint32_t slot, enum caqes_presence presence) {
    return caqes_step_append(c, CAQES_OP_PRESENCE_IS, slot, 0, (uint32_t)presence);
}

/* Over the obligations of the given roles (caqes_role bits, CAQES_PRINCIPAL | ...; at least one): mean of attainment
 * weighted by the coefficients, 0 to 1; NONE when none is applicable, UNKNOWN when a datum is missing. This and the
 * three next are for settle: the other verbs have no obligations, and NONE. */
static inline uint32_t caqes_mean(struct caqes_case *c, uint32_t roles) {
    return caqes_step_append(c, CAQES_OP_MEAN, roles, 0, 0);
}

/* The same over what is known only. For a fact to show; the host refuses an amount that uses it. */
static inline uint32_t caqes_mean_known(struct caqes_case *c, uint32_t roles) {
    return caqes_step_append(c, CAQES_OP_MEAN_KNOWN, roles, 0, 0);
}

/* Number of obligations of the given roles that are not reached; NONE when there is none of them, UNKNOWN when one is
 * not known. */
static inline uint32_t caqes_missed(struct caqes_case *c, uint32_t roles) {
    return caqes_step_append(c, CAQES_OP_MISSED, roles, 0, 0);
}

/* 1 when every obligation of the given roles is reached, else 0; NONE and UNKNOWN as caqes_missed. */
static inline uint32_t caqes_reached(struct caqes_case *c, uint32_t roles) {
    return caqes_step_append(c, CAQES_OP_REACHED, roles, 0, 0);
}

/* a + b, a - b, a x b, a / b, the smaller, the larger; FAILED when 128 bits do not hold the result. A quotient is NONE
 * when b is 0, and also when one of the two is NONE while the other is UNKNOWN: there is nothing to measure. */
static inline uint32_t caqes_add(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_ADD, a, b, 0);
}
static inline uint32_t caqes_subtract(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_SUBTRACT, a, b, 0);
}
static inline uint32_t caqes_multiply(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_MULTIPLY, a, b, 0);
}
static inline uint32_t caqes_divide(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_DIVIDE, a, b, 0);
}
static inline uint32_t caqes_min(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_MIN, a, b, 0);
}
static inline uint32_t caqes_max(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_MAX, a, b, 0);
}

/* 1 - a: what is left of a share. */
static inline uint32_t caqes_complement(struct caqes_case *c, uint32_t a) {
    return caqes_step_append(c, CAQES_OP_COMPLEMENT, a, 0, 0);
}

/* 1 when a (relation) b, else 0. Exact: equality is equality. */
static inline uint32_t caqes_compare(struct caqes_case *c, uint32_t a, enum caqes_relation relation, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_COMPARE, a, b, (uint32_t)relation);
}

/* 1 when a is this outcome or choice (OUTCOME_... or CHOICE_... of the generated header), else 0. */
static inline uint32_t caqes_is(struct caqes_case *c, uint32_t a, uint32_t number) {
    return caqes_step_append(c, CAQES_OP_IS, a, 0, number);
}

/* 1 when class a is in the set (bit n for class n, n below 32: CLASS_... of the generated header), else 0; 0 for what
 * is not a whole number. */
static inline uint32_t caqes_in_set(struct caqes_case *c, uint32_t a, uint32_t set) {
    return caqes_step_append(c, CAQES_OP_IN_SET, a, 0, set);
}

/* `yes` when the condition is not 0, else `no`. Only the chosen one has to be known; the condition must be. */
static inline uint32_t caqes_select(struct caqes_case *c, uint32_t condition, uint32_t yes, uint32_t no) {
    return caqes_step_append(c, CAQES_OP_SELECT, condition, yes, no);
}

/* a, or b when a is NONE (sans objet). A missing datum stays missing. */
static inline uint32_t caqes_or_else(struct caqes_case *c, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_OR_ELSE, a, b, 0);
}

/* Outcome (OUTCOME_..., a number) of a decision table (TABLE_...) for one or two conditions: not 0 is "oui", 0 is
 * "non", NONE is "absent". b is CAQES_NO_STEP for a table that has one condition, and only then. */
static inline uint32_t caqes_decide(struct caqes_case *c, uint32_t table, uint32_t a, uint32_t b) {
    return caqes_step_append(c, CAQES_OP_TABLE, a, b, table);
}

/* The curve held by a slot (a bareme, a graded attainment) at a value; NONE when nobody set one. Straight lines give
 * the nearest millionth (caqes_curve_kind). */
static inline uint32_t caqes_read_curve(struct caqes_case *c, uint32_t curve_slot, uint32_t at) {
    return caqes_step_append(c, CAQES_OP_CURVE, at, 0, curve_slot);
}

/* Progress of the action plan, 0 to 1, or the convention held by a slot when the plan has no action. */
static inline uint32_t caqes_plan_or(struct caqes_case *c, uint32_t slot) {
    uint32_t plan = caqes_plan(c);
    return caqes_or_else(c, plan, caqes_slot(c, slot));
}

/* Attainment of the complementary obligations, or the convention held by a slot when there is none. */
static inline uint32_t caqes_complementary_or(struct caqes_case *c, uint32_t slot) {
    uint32_t mean = caqes_mean(c, CAQES_COMPLEMENTAIRE);
    return caqes_or_else(c, mean, caqes_slot(c, slot));
}

/* amount x share, but at least floor x amount: what a modulation leaves. */
static inline uint32_t caqes_modulate(struct caqes_case *c, uint32_t amount, uint32_t share, uint32_t floor_share) {
    uint32_t least = caqes_multiply(c, floor_share, amount);
    uint32_t modulated = caqes_multiply(c, amount, share);
    return caqes_max(c, least, modulated);
}

/* `amount` when the class held by a slot is this choice (CHOICE_...), else 0. */
static inline uint32_t caqes_if_chosen(struct caqes_case *c, uint32_t slot, uint32_t choice, uint32_t amount) {
    uint32_t nothing = caqes_zero(c);
    uint32_t held = caqes_slot(c, slot);
    return caqes_select(c, caqes_is(c, held, choice), amount, nothing);
}

/* Names the legal reference of a step (SOURCE_... of the generated header, from 1), which the grid shows with it;
 * returns the step. Nothing is done for CAQES_NO_STEP; the host refuses a reference that the manifest has not. */
static inline uint32_t caqes_cite(struct caqes_case *c, uint32_t step, uint32_t source) {
    if (step < c->step_count && step < c->step_capacity) caqes_step_at(c, step)->source = (uint16_t)source;
    return step;
}

/* Declares a step as an output (MEASURE_..., OUTPUT_... or TARGETING_..., by verb). Each output is declared, else the
 * host refuses the record; a second time replaces the first; a number past the last does nothing. The host takes the
 * value from the step it has replayed, rounds an amount itself, and applies the ceilings. */
static inline void caqes_output(struct caqes_case *c, uint32_t output, uint32_t step) {
    if (output < c->output_count) c->outputs[output] = step;
}

/* Runs an author's function over a batch, a record after the other; what CAQES_VERB makes a verb of. CAQES_OK, or
 * CAQES_PLUGIN_TOO_OLD when the host's structs are smaller than those of this header, which no host's are. */
static inline int32_t caqes_for_each(const struct caqes_batch *batch, struct caqes_reply *reply,
                                     void (*one)(struct caqes_case *), const struct caqes_table *tables,
                                     uint32_t table_count) {
    uint32_t r, o;
    if (batch->size < sizeof *batch || reply->size < sizeof *reply || reply->step_stride < sizeof(struct caqes_step))
        return CAQES_PLUGIN_TOO_OLD;
    for (r = 0; r < batch->record_count; r++) {
        struct caqes_case c = caqes_case_open(batch, reply, r, tables, table_count);
        reply->current = r;
        for (o = 0; o < c.output_count; o++) c.outputs[o] = CAQES_NO_STEP;
        one(&c);
        reply->step_counts[r] = c.step_count;
    }
    return CAQES_OK;
}

/* CAQES_VERB(settle), at file scope, makes the verb of a batch out of `static void settle(struct caqes_case *)`; it is
 * named CAQES_BATCH(settle). */
#define CAQES_BATCH(function) function##_over_batch
#define CAQES_VERB(function)                                                                                           \
    static int32_t function##_over_batch(const struct caqes_batch *batch, struct caqes_reply *reply) {                 \
        return caqes_for_each(batch, reply, function, caqes_manifest_tables, CAQES_MANIFEST_TABLE_COUNT);              \
    }

/* Visible from outside the plugin: the one object that CAQES_PLUGIN defines. */
#if defined(__GNUC__)
#define CAQES_EXPORT __attribute__((visibility("default"), used))
#else
#define CAQES_EXPORT
#endif

/* Defines the exported object, once, at file scope, after the generated header. Arguments: designated verbs, e.g.
 * .settle = CAQES_BATCH(settle); none for a plugin that is data only. */
#define CAQES_PLUGIN(...)                                                                                              \
    static const struct caqes_verbs caqes_plugin_verbs = {.size = (uint32_t)sizeof(struct caqes_verbs), __VA_ARGS__};  \
    extern const struct caqes_plugin caqes_plugin;                                                                     \
    CAQES_EXPORT const struct caqes_plugin caqes_plugin = {CAQES_MAGIC,                                                \
                                                           CAQES_ABI_MAJOR,                                            \
                                                           CAQES_ABI_MINOR,                                            \
                                                           (uint32_t)sizeof(struct caqes_plugin),                      \
                                                           (uint8_t)sizeof(void *),                                    \
                                                           (uint8_t) _Alignof(int64_t),                                \
                                                           (uint16_t)sizeof(struct caqes_step),                        \
                                                           (uint16_t)sizeof(struct caqes_record),                      \
                                                           (uint16_t)sizeof(struct caqes_obligation),                  \
                                                           CAQES_MANIFEST_LENGTH,                                      \
                                                           0,                                                          \
                                                           caqes_manifest_bytes,                                       \
                                                           &caqes_plugin_verbs,                                        \
                                                           CAQES_MANIFEST_SLOT_COUNT,                                  \
                                                           CAQES_MANIFEST_MEASURE_COUNT,                               \
                                                           CAQES_MANIFEST_OUTPUT_COUNT,                                \
                                                           CAQES_MANIFEST_TARGETING_COUNT,                             \
                                                           CAQES_MANIFEST_TABLE_COUNT,                                 \
                                                           0}

#ifdef __cplusplus
}
#endif

#endif
