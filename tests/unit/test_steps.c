/* SPDX-License-Identifier: MIT
 *
 * Steps: states travel, the host's replay finds every lie, curves and tables are exact. */
#include "check.h"

#include "caqes/plugin.h"
#include "host/plugin/call.h"

#include <string.h>

enum { SLOTS = 4, CAPACITY = 64 };

/* Slots: 0 = 3.50 present, 1 absent, 2 not subject, 3 = a curve. */
static const uint8_t decimals[SLOTS] = {2, 2, 0, 0};
static int64_t values[SLOTS] = {350, 0, 0, 0};
static const uint8_t presences[SLOTS] = {CAQES_PRESENT, CAQES_ABSENT, CAQES_NON_SOUMIS, CAQES_PRESENT};
static const struct caqes_point points[] = {
    {60000000, 0},
    {50000000, 250000},
    {40000000, 500000},
    {INT64_MIN, 1000000}, /* the demonstration bareme */
    {500000, 0},
    {900000, 1000000}, /* linear: 0 at 0.5, 1 at 0.9 */
    {0, 1000000},
    {22000, 500000},
    {INT64_MAX, 0}, /* 1 up to 0, 0.5 up to 2.2 % */
    {0, 0},
    {1000000, -1000000}, /* linear: minus the value */
    {0, 0},
    {1000000, 1000000}, /* linear: the value */
    {0, 1},
    {9000000000000000007, 1000000}, /* linear, over nine million millions */
};
enum { BAREME, LINEAR, STEPS_UP, NEGATIVE, IDENTITY, STEEP, CURVES };
static const struct caqes_curve curves[CURVES] = {
    [BAREME] = {CAQES_CURVE_STEPS, 0, 4, 0},      [LINEAR] = {CAQES_CURVE_LINEAR, 4, 2, 0},
    [STEPS_UP] = {CAQES_CURVE_STEPS_UP, 6, 3, 0}, [NEGATIVE] = {CAQES_CURVE_LINEAR, 9, 2, 0},
    [IDENTITY] = {CAQES_CURVE_LINEAR, 11, 2, 0},  [STEEP] = {CAQES_CURVE_LINEAR, 13, 2, 0}};
static const struct caqes_table_row rows[] = {{2, 2, 0}, {1, 2, 1}, {3, 1, 2}, {2, 4, 0}, {1, 4, 2}}; /* annex 4 */
static const struct caqes_table tables[] = {{rows, 5, 2}};
static const struct value_spec amount = {.name = "montant", .type = TYPE_EUROS, .decimals = 2};
static const struct value_spec bareme = {.name = "bareme", .type = TYPE_CURVE};
static const struct value_spec *slots[SLOTS] = {&amount, &amount, &amount, &bareme};
static const struct manifest manifest = {.slots = slots, .slot_count = SLOTS, .source_count = 3};
static struct caqes_record record;
enum { OBLIGATIONS = 25 };
static struct caqes_obligation obligations[OBLIGATIONS];
static struct caqes_step steps[CAPACITY];

static struct caqes_case open_case(void) {
    struct caqes_case c;
    memset(&c, 0, sizeof c);
    c.decimals = decimals;
    c.values = values;
    c.presences = presences;
    c.slot_count = SLOTS;
    c.record = &record;
    c.obligations = obligations;
    c.obligation_stride = sizeof *obligations;
    c.curves = curves;
    c.points = points;
    c.curve_count = CURVES;
    c.tables = tables;
    c.table_count = 1;
    c.steps = (unsigned char *)steps;
    c.step_stride = sizeof *steps;
    c.step_capacity = CAPACITY;
    return c;
}

static void assert_state(const struct caqes_case *c, uint32_t step, uint32_t state) {
    assert_int_equal(caqes_step_at(c, step)->state, state);
}

static void assert_value(const struct caqes_case *c, uint32_t step, int64_t num, int64_t den) {
    assert_state(c, step, CAQES_KNOWN);
    assert_int_equal(
        caqes_fraction_compare(caqes_fraction_from_wire(caqes_step_at(c, step)->value), caqes_fraction_of(num, den)),
        0);
}

static void test_states_travel(void **state) {
    struct caqes_case c = open_case();
    uint32_t known = caqes_slot(&c, 0), absent = caqes_slot(&c, 1), none = caqes_slot(&c, 2);
    uint32_t one = caqes_one(&c), zero = caqes_zero(&c);
    (void)state;
    assert_value(&c, known, 7, 2);
    assert_state(&c, absent, CAQES_UNKNOWN);
    assert_state(&c, none, CAQES_NONE);
    assert_state(&c, caqes_add(&c, known, absent), CAQES_UNKNOWN);
    assert_state(&c, caqes_add(&c, none, absent), CAQES_UNKNOWN);
    assert_state(&c, caqes_multiply(&c, zero, absent), CAQES_UNKNOWN); /* never 0 out of nothing */
    assert_state(&c, caqes_divide(&c, known, zero), CAQES_NONE);
    assert_value(&c, caqes_or_else(&c, none, one), 1, 1);
    assert_state(&c, caqes_or_else(&c, absent, one), CAQES_UNKNOWN);
    assert_value(&c, caqes_select(&c, one, known, absent), 7, 2);
    assert_state(&c, caqes_select(&c, zero, known, absent), CAQES_UNKNOWN);
    assert_state(&c, caqes_select(&c, absent, known, known), CAQES_UNKNOWN);
    assert_state(&c, caqes_slot(&c, SLOTS), CAQES_FAILED);
    assert_state(&c, caqes_add(&c, known, CAQES_NO_STEP), CAQES_FAILED);
}

/* Every pair of states: nothing to measure (0 below, or not subject) wins over what is not known, and over nothing
 * else. */
static void test_states_of_a_quotient(void **state) {
    struct caqes_case c = open_case();
    uint32_t known = caqes_slot(&c, 0), zero = caqes_zero(&c), none = caqes_slot(&c, 2), unknown = caqes_slot(&c, 1);
    uint32_t failed = caqes_slot(&c, SLOTS);
    const struct {
        uint32_t above, below, state;
    } pairs[] = {{known, known, CAQES_KNOWN},     {known, zero, CAQES_NONE},         {known, none, CAQES_NONE},
                 {known, unknown, CAQES_UNKNOWN}, {known, failed, CAQES_FAILED},     {none, known, CAQES_NONE},
                 {none, zero, CAQES_NONE},        {none, none, CAQES_NONE},          {none, unknown, CAQES_NONE},
                 {none, failed, CAQES_FAILED},    {unknown, known, CAQES_UNKNOWN},   {unknown, zero, CAQES_NONE},
                 {unknown, none, CAQES_NONE},     {unknown, unknown, CAQES_UNKNOWN}, {unknown, failed, CAQES_FAILED},
                 {failed, known, CAQES_FAILED},   {failed, zero, CAQES_FAILED},      {failed, none, CAQES_FAILED},
                 {failed, unknown, CAQES_FAILED}, {failed, failed, CAQES_FAILED}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_state(&c, caqes_divide(&c, pairs[i].above, pairs[i].below), pairs[i].state);
}

static void test_comparisons(void **state) {
    struct caqes_case c = open_case();
    uint32_t a = caqes_slot(&c, 0), one = caqes_one(&c);
    (void)state;
    assert_value(&c, caqes_compare(&c, a, CAQES_BELOW, one), 0, 1);
    assert_value(&c, caqes_compare(&c, a, CAQES_ABOVE, one), 1, 1);
    assert_value(&c, caqes_compare(&c, a, CAQES_AT_LEAST, a), 1, 1);
    assert_value(&c, caqes_compare(&c, a, CAQES_AT_MOST, a), 1, 1);
    assert_value(&c, caqes_compare(&c, a, CAQES_EQUAL, a), 1, 1);
    assert_value(&c, caqes_is(&c, one, 1), 1, 1);
    assert_value(&c, caqes_is(&c, a, 3), 0, 1);
    assert_value(&c, caqes_in_set(&c, one, 2), 1, 1);
    assert_value(&c, caqes_in_set(&c, one, 1), 0, 1);
    assert_value(&c, caqes_in_set(&c, a, UINT32_MAX), 0, 1); /* 3.5 is no class */
    assert_value(&c, caqes_complement(&c, a), -5, 2);
    assert_value(&c, caqes_min(&c, a, one), 1, 1);
    assert_value(&c, caqes_max(&c, a, one), 7, 2);
}

/* A curve at an exact value. */
static uint32_t read_curve(struct caqes_case *c, int64_t curve, int64_t num, int64_t den) {
    uint32_t at = caqes_one(c);
    caqes_set_value(caqes_step_at(c, at), caqes_fraction_of(num, den));
    values[3] = curve;
    return caqes_read_curve(c, 3, at);
}

/* RULES §10: s >= 60 -> 0; s >= 50 -> 0.25; s >= 40 -> 0.50; else 1. At, just under, just over. */
static void test_bareme(void **state) {
    static const struct {
        int64_t num, den, y_num, y_den;
    } cases[] = {{60, 1, 0, 1},
                 {59999999, 1000000, 1, 4},
                 {60000001, 1000000, 0, 1},
                 {50, 1, 1, 4},
                 {149, 3, 1, 2},
                 {40, 1, 1, 2},
                 {39, 1, 1, 1},
                 {0, 1, 1, 1},
                 {100, 1, 0, 1}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct caqes_case c = open_case();
        assert_value(&c, read_curve(&c, BAREME, cases[i].num, cases[i].den), cases[i].y_num, cases[i].y_den);
    }
}

/* The first x that is not below the value; its last point catches what is above all. */
static void test_steps_up(void **state) {
    static const struct {
        int64_t num, den, y_num, y_den;
    } cases[] = {{-1, 1, 1, 1},
                 {0, 1, 1, 1},
                 {1, INT64_MAX, 1, 2},
                 {22, 1000, 1, 2},
                 {21999999, 1000000000, 1, 2},
                 {22000001, 1000000000, 0, 1},
                 {INT64_MAX, 1, 0, 1}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct caqes_case c = open_case();
        assert_value(&c, read_curve(&c, STEPS_UP, cases[i].num, cases[i].den), cases[i].y_num, cases[i].y_den);
    }
}

/* y in millionths, to the nearest, half away from zero. Between 0.5 and 0.9, y = (x - 0.5) / 0.4. */
static void test_linear_curve(void **state) {
    static const struct {
        int64_t curve, num, den, millionths;
    } cases[] = {{LINEAR, 1, 2, 0},
                 {LINEAR, 9, 10, 1000000},
                 {LINEAR, 7, 10, 500000},
                 {LINEAR, 2, 3, 416667}, /* 5/12 = 0.416666... */
                 {LINEAR, 1, 10, 0},
                 {LINEAR, 1, 1, 1000000},
                 {LINEAR, 5000002, 10000000, 1},         /* half a millionth: away from 0 */
                 {LINEAR, 50000019999, 100000000000, 0}, /* 0.4999975 of one */
                 {LINEAR, 50000020001, 100000000000, 1}, /* 0.5000025 of one */
                 {NEGATIVE, 1, 2000000, -1},
                 {NEGATIVE, 3, 2000000, -2},
                 {NEGATIVE, 499999, 1000000000000, 0},
                 {NEGATIVE, 1, 3, -333333},
                 {STEEP, -1, 1, 1}};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct caqes_case c = open_case();
        assert_value(&c, read_curve(&c, cases[i].curve, cases[i].num, cases[i].den), cases[i].millionths, 1000000);
    }
}

/* No value to read the curve at, no curve, no such curve, and a value between its points that 128 bits do not hold:
 * over 2^63 - 1 and 9 000 000 000 000 000 007, which have no factor in common. */
static void test_curve_states(void **state) {
    struct caqes_case c = open_case();
    uint32_t known = caqes_slot(&c, 0);
    (void)state;
    values[3] = LINEAR;
    assert_state(&c, caqes_read_curve(&c, 3, caqes_slot(&c, 1)), CAQES_UNKNOWN);
    assert_state(&c, caqes_read_curve(&c, 3, caqes_slot(&c, 2)), CAQES_NONE);
    assert_state(&c, caqes_read_curve(&c, 1, known), CAQES_NONE);
    assert_state(&c, caqes_read_curve(&c, SLOTS, known), CAQES_FAILED);
    assert_state(&c, read_curve(&c, CURVES, 1, 2), CAQES_FAILED);
    assert_state(&c, read_curve(&c, STEEP, INT64_MAX / 2, INT64_MAX), CAQES_FAILED);
}

/* The products that have a rate of their own: 1 234.56 at 10 % and 100.00 at 2.5 % make 1 334.56 and 125.956. */
static void test_products(void **state) {
    struct caqes_case c = open_case();
    (void)state;
    assert_value(&c, caqes_products(&c), 0, 1);
    assert_value(&c, caqes_products_cut(&c), 0, 1);
    record.products = 133456;
    record.products_cut = 12595600000;
    assert_value(&c, caqes_products(&c), 133456, 100);
    assert_value(&c, caqes_products_cut(&c), 125956, 1000);
    record.products = record.products_cut = 0;
}

static void test_presence(void **state) {
    struct caqes_case c = open_case();
    (void)state;
    assert_value(&c, caqes_presence_is(&c, 0, CAQES_PRESENT), 1, 1);
    assert_value(&c, caqes_presence_is(&c, 0, CAQES_ABSENT), 0, 1);
    assert_value(&c, caqes_presence_is(&c, 1, CAQES_ABSENT), 1, 1);
    assert_value(&c, caqes_presence_is(&c, 1, CAQES_NON_REPONDANT), 0, 1);
    assert_value(&c, caqes_presence_is(&c, 2, CAQES_NON_SOUMIS), 1, 1);
    assert_state(&c, caqes_presence_is(&c, SLOTS, CAQES_ABSENT), CAQES_FAILED);
    assert_state(&c, caqes_step_append(&c, CAQES_OP_PRESENCE_IS, 0, 0, CAQES_INVALID + 1), CAQES_FAILED);
    assert_state(&c, caqes_step_append(&c, CAQES_OP_PRESENCE_IS, 0, 1, CAQES_ABSENT), CAQES_FAILED);
    assert_state(&c, caqes_step_append(&c, CAQES_OP_PRODUCTS, 1, 0, 0), CAQES_FAILED);
}

/* Annex 4, the six cells: 0 intéressement, 1 nothing, 2 sanction. */
static void test_table(void **state) {
    static const int expected[2][3] = {{0, 2, 0}, {1, 2, 2}}; /* main reached, missed x reached, missed, none */
    uint32_t main_missed, other;
    (void)state;
    for (main_missed = 0; main_missed < 2; main_missed++)
        for (other = 0; other < 3; other++) {
            struct caqes_case c = open_case();
            uint32_t a = main_missed ? caqes_zero(&c) : caqes_one(&c);
            uint32_t b = other == 2 ? caqes_slot(&c, 2) : other == 1 ? caqes_zero(&c) : caqes_one(&c);
            assert_value(&c, caqes_decide(&c, 0, a, b), expected[main_missed][other], 1);
        }
    {
        struct caqes_case c = open_case();
        assert_state(&c, caqes_decide(&c, 0, caqes_slot(&c, 1), caqes_one(&c)), CAQES_UNKNOWN);
        assert_state(&c, caqes_decide(&c, 7, caqes_one(&c), caqes_one(&c)), CAQES_FAILED);
    }
}

static void set_obligation(uint32_t index, uint16_t role, uint16_t known, uint32_t reached, int64_t weighted,
                           int64_t coefficient) {
    obligations[index] =
        (struct caqes_obligation){role, known, reached, caqes_fraction_to_wire(caqes_fraction_of(weighted, 1)),
                                  caqes_fraction_to_wire(caqes_fraction_of(coefficient, 1))};
}

static void test_obligations(void **state) {
    struct caqes_case c = open_case();
    (void)state;
    set_obligation(0, CAQES_PRINCIPAL, CAQES_KNOWN, 1, 3, 3);
    set_obligation(1, CAQES_PRINCIPAL, CAQES_KNOWN, 0, 1, 2);
    set_obligation(2, CAQES_PRINCIPAL, CAQES_NONE, 0, 0, 0);
    set_obligation(3, CAQES_COMPLEMENTAIRE, CAQES_UNKNOWN, 0, 1, 1);
    c.obligation_count = 4;
    assert_value(&c, caqes_mean(&c, CAQES_PRINCIPAL), 4, 5);
    assert_value(&c, caqes_missed(&c, CAQES_PRINCIPAL), 1, 1);
    assert_value(&c, caqes_reached(&c, CAQES_PRINCIPAL), 0, 1);
    assert_state(&c, caqes_mean(&c, CAQES_PRINCIPAL | CAQES_COMPLEMENTAIRE), CAQES_UNKNOWN);
    assert_value(&c, caqes_mean_known(&c, CAQES_PRINCIPAL | CAQES_COMPLEMENTAIRE), 5, 6);
    assert_state(&c, caqes_mean(&c, CAQES_SUPPLEMENTAIRE), CAQES_NONE);
    assert_state(&c, caqes_reached(&c, CAQES_SUPPLEMENTAIRE), CAQES_NONE);
    assert_state(&c, caqes_plan(&c), CAQES_NONE);
    record.plan_weight = 4000000;
    record.plan_progress = 1000000;
    assert_value(&c, caqes_plan(&c), 1, 4);
    record.plan_weight = record.plan_progress = 0;
}

/* Twenty-five attainments over primes of seven digits, whose exact sum would have a denominator of 150 digits. The k-th
 * value is k / p, that is k - k (p - 1 000 000) / p millionths, with k (p - 1 000 000) / p at most 25 x 303 / 1 000 303
 * = 0.008: k millionths each. Their mean is (1 + ... + 25) / 25 = 13 millionths. */
static void test_many_attainments(void **state) {
    static const int64_t primes[OBLIGATIONS] = {1000003, 1000033, 1000037, 1000039, 1000081, 1000099, 1000117,
                                                1000121, 1000133, 1000151, 1000159, 1000171, 1000183, 1000187,
                                                1000193, 1000199, 1000211, 1000213, 1000231, 1000249, 1000253,
                                                1000273, 1000289, 1000291, 1000303};
    struct caqes_case c = open_case();
    uint32_t k;
    (void)state;
    for (k = 0; k < OBLIGATIONS; k++) {
        uint32_t attainment = read_curve(&c, IDENTITY, k + 1, primes[k]);
        assert_value(&c, attainment, k + 1, 1000000);
        obligations[k] =
            (struct caqes_obligation){CAQES_PRINCIPAL, CAQES_KNOWN, 0, caqes_step_at(&c, attainment)->value,
                                      caqes_fraction_to_wire(caqes_fraction_of(1, 1))};
    }
    c.obligation_count = OBLIGATIONS;
    assert_value(&c, caqes_mean(&c, CAQES_PRINCIPAL), 13, 1000000);
}

static void test_full_explanation(void **state) {
    struct caqes_case c = open_case();
    uint32_t i;
    (void)state;
    for (i = 0; i < CAPACITY; i++) assert_int_equal(caqes_one(&c), i);
    assert_int_equal(caqes_one(&c), CAQES_NO_STEP);
    assert_int_equal(c.step_count, CAPACITY + 1);
    assert_int_equal(caqes_one(&c), CAQES_NO_STEP);
}

/* One 16-bit member of one step changed: the replay must say so, with this in its sentence. */
static void assert_forged(struct caqes_case *host, struct caqes_step *forged, uint32_t count, uint32_t step,
                          size_t offset, uint16_t value, const char *sentence) {
    struct arena arena = ARENA_EMPTY;
    const char *fault;
    memcpy(forged, steps, 8 * sizeof *forged);
    memcpy((unsigned char *)&forged[step] + offset, &value, sizeof value);
    host->step_count = 0;
    fault = explanation_replay(host, forged, sizeof *forged, count, &manifest, &arena);
    assert_non_null(fault);
    if (!strstr(fault, sentence)) fail_msg("\"%s\" does not say \"%s\"", fault, sentence);
    arena_free(&arena);
}

/* A host of a later minor has longer structs: the strides say how long. */
static void add_two(struct caqes_case *c) { caqes_output(c, 0, caqes_add(c, caqes_slot(c, 0), caqes_mean(c, 15))); }

static void test_strides(void **state) {
    enum { RECORDS = 3, STRIDE = 96 };
    static unsigned char record_bytes[RECORDS * STRIDE], obligation_bytes[RECORDS * STRIDE];
    static _Alignas(8) unsigned char step_bytes[RECORDS * 8 * STRIDE];
    int64_t row_values[RECORDS * SLOTS] = {0};
    uint8_t row_presences[RECORDS * SLOTS];
    uint32_t counts[RECORDS], outputs[RECORDS], r;
    struct caqes_batch batch = {.size = sizeof batch + 64,
                                .record_count = RECORDS,
                                .slot_count = SLOTS,
                                .record_stride = STRIDE,
                                .obligation_stride = STRIDE,
                                .decimals = decimals,
                                .values = row_values,
                                .presences = row_presences};
    struct caqes_reply reply = {.size = sizeof reply + 64,
                                .step_capacity = 8,
                                .step_stride = STRIDE,
                                .output_count = 1,
                                .steps = step_bytes,
                                .step_counts = counts,
                                .outputs = outputs};
    (void)state;
    batch.records = (const struct caqes_record *)(const void *)record_bytes;
    batch.obligations = (const struct caqes_obligation *)(const void *)obligation_bytes;
    memset(row_presences, CAQES_PRESENT, sizeof row_presences);
    for (r = 0; r < RECORDS; r++) {
        struct caqes_record head = {.obligation_first = r, .obligation_count = 1};
        struct caqes_obligation o = {CAQES_PRINCIPAL, CAQES_KNOWN, 1, caqes_fraction_to_wire(caqes_fraction_of(r, 1)),
                                     caqes_fraction_to_wire(caqes_fraction_of(2, 1))};
        memcpy(record_bytes + r * STRIDE, &head, sizeof head);
        memcpy(obligation_bytes + r * STRIDE, &o, sizeof o);
        row_values[r * SLOTS] = 100 * (r + 1); /* r + 1 euros */
    }
    assert_int_equal(caqes_for_each(&batch, &reply, add_two, NULL, 0), CAQES_OK);
    for (r = 0; r < RECORDS; r++) {
        struct caqes_case c = caqes_case_open(&batch, &reply, r, NULL, 0);
        assert_int_equal(counts[r], 3);
        assert_value(&c, outputs[r], 2 * (r + 1) + r, 2); /* r + 1 + r / 2 */
    }
    reply.step_stride = sizeof(struct caqes_step) - 8; /* a host too old for this plugin */
    assert_int_equal(caqes_for_each(&batch, &reply, add_two, NULL, 0), CAQES_PLUGIN_TOO_OLD);
}

/* What the host says of a forged copy of a good explanation: one per way to lie. */
static void test_replay(void **state) {
    struct arena arena = ARENA_EMPTY;
    struct caqes_step forged[8], replayed[8];
    struct caqes_case c = open_case(), host = open_case();
    uint32_t count;
    (void)state;
    caqes_add(&c, caqes_slot(&c, 0), caqes_one(&c));
    count = c.step_count;
    host.steps = (unsigned char *)replayed;
    host.step_capacity = 8;
    memcpy(forged, steps, sizeof forged);
    assert_null(explanation_replay(&host, forged, sizeof *forged, count, &manifest, &arena));

    host.step_count = 0;
    forged[2].value = caqes_fraction_to_wire(caqes_fraction_of(1000000, 1));
    assert_string_equal(explanation_replay(&host, forged, sizeof *forged, count, &manifest, &arena),
                        "l'étape 2 affirme 1000000, l'hôte calcule 9/2");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, state), CAQES_UNKNOWN, "se dit inconnue");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, state), 9, "qui n'existe pas");
    assert_forged(&host, forged, count, 1, offsetof(struct caqes_step, a), 1000, "étape 1 est mal formée");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, a), SLOTS, "étape 0 est mal formée");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, a), 3, "étape 0 est mal formée"); /* a curve */
    assert_forged(&host, forged, count, 2, offsetof(struct caqes_step, a), 2, "étape 2 est mal formée"); /* itself */
    assert_forged(&host, forged, count, 2, offsetof(struct caqes_step, c), 1, "étape 2 est mal formée"); /* unused */
    assert_forged(&host, forged, count, 2, offsetof(struct caqes_step, op), 999, "étape 2 est mal formée");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, reserved), 1, "étape 0 est mal formée");
    assert_forged(&host, forged, count, 0, offsetof(struct caqes_step, source), 9, "cite la source 9");
    assert_forged(&host, forged, count, 2, offsetof(struct caqes_step, value.den_low), 0, "l'hôte calcule 9/2");

    c = open_case(); /* the plugin's copy of the record says more than the host's: a product, and an absence */
    memset(steps, 0, sizeof steps);
    record.products = 100;
    caqes_products(&c);
    record.products = 0;
    assert_forged(&host, forged, 1, 0, offsetof(struct caqes_step, source), 0, "affirme 1, l'hôte calcule 0");
    c.step_count = 0;
    caqes_presence_is(&c, 0, CAQES_PRESENT);
    assert_forged(&host, forged, 1, 0, offsetof(struct caqes_step, c), CAQES_ABSENT, "affirme 1, l'hôte calcule 0");
    assert_forged(&host, forged, 1, 0, offsetof(struct caqes_step, c), CAQES_INVALID + 1, "étape 0 est mal formée");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_states_travel),    cmocka_unit_test(test_states_of_a_quotient),
        cmocka_unit_test(test_comparisons),      cmocka_unit_test(test_bareme),
        cmocka_unit_test(test_steps_up),         cmocka_unit_test(test_linear_curve),
        cmocka_unit_test(test_curve_states),     cmocka_unit_test(test_table),
        cmocka_unit_test(test_obligations),      cmocka_unit_test(test_products),
        cmocka_unit_test(test_presence),         cmocka_unit_test(test_many_attainments),
        cmocka_unit_test(test_full_explanation), cmocka_unit_test(test_replay),
        cmocka_unit_test(test_strides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
