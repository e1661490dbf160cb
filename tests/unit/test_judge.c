/* SPDX-License-Identifier: MIT
 *
 * Every kind of indicator: its value, reached or not, how much, or what it lacks. */
#include "batch_fixture.h"

enum { NON, OUI };

/* The result of the only indicator: its value, and whether it is reached. */
static void assert_judged(const struct manifest_indicator *i, int64_t num, int64_t den, bool reached) {
    const struct indicator_result *r;
    struct caqes_fraction value;
    measure_all();
    r = result_of(i);
    assert_int_equal(r->state, CAQES_KNOWN);
    assert_int_equal(r->lack, LACK_NOTHING);
    value = caqes_fraction_from_wire(caqes_step_at(&batch.plugins[0].explanations[0], r->value_step)->value);
    assert_int_equal(caqes_fraction_compare(value, caqes_fraction_of(num, den)), 0);
    assert_int_equal(r->reached, reached);
}

static void assert_attainment(const struct manifest_indicator *i, int64_t num, int64_t den) {
    assert_int_equal(caqes_fraction_compare(result_of(i)->attainment, caqes_fraction_of(num, den)), 0);
}

static void assert_lacks(const struct manifest_indicator *i, uint32_t state, enum lack lacks, const char *name) {
    const struct indicator_result *r;
    measure_all();
    r = result_of(i);
    assert_int_equal(r->state, state);
    assert_int_equal(r->lack, lacks);
    assert_false(r->reached);
    assert_int_equal(r->attainment.num, 0);
    if (name) assert_string_equal(slots[r->lack_slot]->name, name);
}

/* "en progression" is strict without a target; a lower value is the better one when the direction says so. */
static void test_progress_of_a_number(void **state) {
    uint32_t inputs[2] = {add_input("taux", TYPE_INTEGER), add_input("taux@N-1", TYPE_INTEGER)};
    struct manifest_indicator *i = add_indicator(KIND_PROGRESS, DIRECTION_HIGHER, inputs, 2);
    (void)state;
    give(inputs[1], 75);
    give(inputs[0], 76);
    assert_judged(i, 1, 1, true);
    give(inputs[0], 75);
    assert_judged(i, 0, 1, false);
    give(inputs[0], 74);
    assert_judged(i, -1, 1, false);
    i->direction = DIRECTION_LOWER;
    assert_judged(i, 1, 1, true);
    give(inputs[0], 75);
    assert_judged(i, 0, 1, false);
    give(inputs[0], 80);
    assert_judged(i, -5, 1, false);
    lack(inputs[1], CAQES_NON_VALIDE);
    assert_lacks(i, CAQES_UNKNOWN, LACK_DATUM, "taux@N-1");
    lack(inputs[1], CAQES_NON_SOUMIS);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "taux@N-1");
}

/* With a target, the change reaches it from there on, in whichever direction it is for the better. */
static void test_progress_with_a_target(void **state) {
    uint32_t inputs[2] = {add_input("taux", TYPE_INTEGER), add_input("taux@N-1", TYPE_INTEGER)};
    struct manifest_indicator *i = add_indicator(KIND_PROGRESS, DIRECTION_HIGHER, inputs, 2);
    (void)state;
    add_target(i, 1, 55); /* 5.5 */
    give(inputs[1], 75);
    give(inputs[0], 80);
    assert_judged(i, 5, 1, false);
    give(inputs[0], 81);
    assert_judged(i, 6, 1, true);
    give((uint32_t)i->tolerance_slot, 5); /* from 5.5 - 0.5 on */
    give(inputs[0], 80);
    assert_judged(i, 5, 1, true);
    give(inputs[0], 79);
    assert_judged(i, 4, 1, false);
    i->direction = DIRECTION_LOWER;
    give(inputs[0], 70);
    assert_judged(i, 5, 1, true);
    give(inputs[0], 71);
    assert_judged(i, 4, 1, false);
}

/* Classes gained: the first is the best, whatever the direction says. */
static void test_progress_of_a_class(void **state) {
    enum { A, B, C, D };
    uint32_t inputs[2] = {add_input("classe", TYPE_CLASS), add_input("classe@N-1", TYPE_CLASS)};
    struct manifest_indicator *i = add_indicator(KIND_PROGRESS, DIRECTION_HIGHER, inputs, 2);
    (void)state;
    give(inputs[1], C);
    give(inputs[0], B);
    assert_judged(i, 1, 1, true);
    give(inputs[0], C);
    assert_judged(i, 0, 1, false);
    give(inputs[0], D);
    assert_judged(i, -1, 1, false);
    add_target(i, 0, 2);
    give(inputs[0], B);
    assert_judged(i, 1, 1, false);
    give(inputs[0], A);
    assert_judged(i, 2, 1, true);
}

/* 80 % less 2 points: 78 % reaches, a millionth under does not. Without a tolerance, only 80 % does. */
static void test_tolerance_downwards(void **state) {
    uint32_t inputs[2] = {add_input("atteints", TYPE_INTEGER), add_input("tous", TYPE_INTEGER)};
    struct manifest_indicator *i = add_ratio(inputs, DIRECTION_HIGHER);
    (void)state;
    add_target(i, 6, 800000);
    give(inputs[1], 1000000);
    give(inputs[0], 780000);
    assert_judged(i, 78, 100, false);
    give((uint32_t)i->tolerance_slot, 20000);
    assert_judged(i, 78, 100, true);
    give(inputs[0], 779999);
    assert_judged(i, 779999, 1000000, false);
    give(inputs[0], 800001);
    assert_judged(i, 800001, 1000000, true);
    lack((uint32_t)i->target_slot, CAQES_ABSENT);
    assert_lacks(i, CAQES_UNKNOWN, LACK_TARGET, "cible.INDICATEUR");
}

/* Growth at 2.2 % plus 0.2 points: 2.4 % reaches, a millionth over does not. */
static void test_tolerance_upwards(void **state) {
    uint32_t inputs[2] = {add_input("depenses", TYPE_INTEGER), add_input("depenses@N-1", TYPE_INTEGER)};
    struct manifest_indicator *i = add_indicator(KIND_GROWTH, DIRECTION_LOWER, inputs, 2);
    (void)state;
    add_target(i, 6, 22000);
    give(inputs[1], 1000000);
    give(inputs[0], 1024000);
    assert_judged(i, 24, 1000, false);
    give((uint32_t)i->tolerance_slot, 2000);
    assert_judged(i, 24, 1000, true);
    give(inputs[0], 1024001);
    assert_judged(i, 24001, 1000000, false);
    give(inputs[1], 0);
    assert_lacks(i, CAQES_NONE, LACK_DENOMINATOR, NULL);
}

/* Items that the establishment is not subject to are left out: all of the others. */
static void test_all_of(void **state) {
    uint32_t items[3] = {add_input("un", TYPE_YES_NO), add_input("deux", TYPE_YES_NO), add_input("trois", TYPE_YES_NO)};
    struct manifest_indicator *i = add_indicator(KIND_ALL_OF, DIRECTION_HIGHER, items, 3);
    (void)state;
    give(items[0], OUI);
    give(items[1], OUI);
    give(items[2], OUI);
    assert_judged(i, 1, 1, true);
    give(items[1], NON);
    assert_judged(i, 0, 1, false);
    lack(items[1], CAQES_NON_SOUMIS);
    assert_judged(i, 1, 1, true);
    lack(items[0], CAQES_NON_SOUMIS);
    assert_judged(i, 1, 1, true);
    give(items[2], NON);
    assert_judged(i, 0, 1, false);
    lack(items[2], CAQES_ABSENT);
    assert_lacks(i, CAQES_UNKNOWN, LACK_DATUM, "trois");
    lack(items[2], CAQES_NON_SOUMIS);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "un");
}

/* Two of four. With fewer than two left, nothing to judge, whatever is known of the others. */
static void test_at_least(void **state) {
    uint32_t items[4] = {add_input("un", TYPE_YES_NO), add_input("deux", TYPE_YES_NO), add_input("trois", TYPE_YES_NO),
                         add_input("quatre", TYPE_YES_NO)};
    struct manifest_indicator *i = add_indicator(KIND_AT_LEAST, DIRECTION_HIGHER, items, 4);
    (void)state;
    i->at_least = 2;
    give(items[0], OUI);
    give(items[1], NON);
    give(items[2], NON);
    give(items[3], OUI);
    assert_judged(i, 2, 1, true);
    give(items[2], OUI);
    assert_judged(i, 3, 1, true);
    give(items[0], NON);
    give(items[2], NON);
    assert_judged(i, 1, 1, false);
    lack(items[0], CAQES_NON_SOUMIS);
    lack(items[1], CAQES_NON_SOUMIS);
    assert_judged(i, 1, 1, false);
    give(items[2], OUI);
    assert_judged(i, 2, 1, true);
    lack(items[2], CAQES_NULL);
    assert_lacks(i, CAQES_UNKNOWN, LACK_DATUM, "trois");
    lack(items[3], CAQES_NON_SOUMIS);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "un");
}

/* A list longer than the classes that a set can hold. */
static void test_at_least_of_many(void **state) {
    uint32_t items[40], k;
    struct manifest_indicator *i;
    (void)state;
    for (k = 0; k < 40; k++) {
        items[k] = add_input("item", TYPE_YES_NO);
        give(items[k], k < 35 ? OUI : NON);
    }
    i = add_indicator(KIND_AT_LEAST, DIRECTION_HIGHER, items, 40);
    i->at_least = 35;
    assert_judged(i, 35, 1, true);
    lack(items[0], CAQES_NON_SOUMIS);
    assert_judged(i, 34, 1, false);
    for (k = 35; k < 40; k++) lack(items[k], CAQES_NON_SOUMIS);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "item");
}

/* The value that is graded: how many are "oui" (a quarter each), and the number of the class (1, then 0.5, then 0). */
static void test_graded_without_a_target(void **state) {
    static const struct caqes_point quarters[] = {{0, 0}, {4000000, 1000000}};
    static const struct caqes_point by_class[] = {{0, 1000000}, {1000000, 500000}, {INT64_MAX, 0}};
    uint32_t inputs[5], k;
    struct manifest_indicator *counted, *classed;
    (void)state;
    for (k = 0; k < 4; k++) {
        inputs[k] = add_input("item", TYPE_YES_NO);
        give(inputs[k], k < 3 ? OUI : NON);
    }
    inputs[4] = add_input("classe", TYPE_CLASS);
    counted = add_indicator(KIND_AT_LEAST, DIRECTION_HIGHER, inputs, 4);
    counted->at_least = 4;
    grade(counted, CAQES_CURVE_LINEAR, quarters, 2);
    classed = add_indicator(KIND_CLASS, DIRECTION_HIGHER, inputs + 4, 1);
    classed->accepted = 1; /* A */
    grade(classed, CAQES_CURVE_STEPS_UP, by_class, 3);
    give(inputs[4], 1); /* B */
    assert_judged(counted, 3, 1, false);
    assert_attainment(counted, 3, 4);
    assert_judged(classed, 1, 1, false);
    assert_attainment(classed, 1, 2);
    give(inputs[4], 0);
    give(inputs[3], OUI);
    assert_judged(classed, 0, 1, true);
    assert_attainment(classed, 1, 1);
    assert_judged(counted, 4, 1, true);
    assert_attainment(counted, 1, 1);
    give(inputs[4], 2);
    assert_judged(classed, 2, 1, false);
    assert_attainment(classed, 0, 1);
}

/* With "absence": "missed", a datum that is not supplied is a result, and stays named; the rest is as ever. */
static void test_absence_is_missed(void **state) {
    static const struct caqes_point always[] = {{0, 300000}, {1000000, 1000000}};
    uint32_t inputs[2] = {add_input("atteints", TYPE_INTEGER), add_input("tous", TYPE_INTEGER)};
    struct manifest_indicator *i = add_ratio(inputs, DIRECTION_HIGHER);
    (void)state;
    add_target(i, 6, 800000);
    grade(i, CAQES_CURVE_LINEAR, always, 2);
    give(inputs[1], 10);
    assert_lacks(i, CAQES_UNKNOWN, LACK_DATUM, "atteints");
    i->absence_is_missed = true;
    assert_lacks(i, CAQES_KNOWN, LACK_DATUM, "atteints");
    lack(inputs[0], CAQES_NON_REPONDANT);
    assert_lacks(i, CAQES_KNOWN, LACK_DATUM, "atteints");
    lack(inputs[0], CAQES_NON_SOUMIS);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "atteints");
    give(inputs[0], 8);
    assert_judged(i, 8, 10, true);
    lack((uint32_t)i->target_slot, CAQES_ABSENT);
    assert_lacks(i, CAQES_UNKNOWN, LACK_TARGET, "cible.INDICATEUR");
}

/* seuil x patients, or nothing without the two. */
static void product(struct caqes_case *c) {
    uint32_t term = caqes_slot(c, 1);
    caqes_output(c, 0, caqes_multiply(c, term, caqes_slot(c, 0)));
}

static int32_t product_over_batch(const struct caqes_batch *lent, struct caqes_reply *reply) {
    return caqes_for_each(lent, reply, product, NULL, 0);
}

/* A coded value lacks a datum of the establishment, or a term that nobody fixed: never the one for the other. */
static void test_coded_lack(void **state) {
    uint32_t patients = add_input("patients", TYPE_INTEGER), term = add_slot("seuil", TYPE_INTEGER, 0);
    struct manifest_indicator *i = add_indicator(KIND_CODE, DIRECTION_HIGHER, NULL, 0);
    (void)state;
    i->absence_is_missed = true;
    manifest.coded_count = 1;
    verbs.measure = product_over_batch;
    give(patients, 1);
    give(term, 1);
    assert_judged(i, 1, 1, true);
    lack(term, CAQES_ABSENT);
    assert_lacks(i, CAQES_UNKNOWN, LACK_TARGET, "seuil");
    lack(patients, CAQES_ABSENT);
    assert_lacks(i, CAQES_KNOWN, LACK_DATUM, "patients");
    lack(patients, CAQES_NON_SOUMIS);
    give(term, 1);
    assert_lacks(i, CAQES_NONE, LACK_NOT_SUBJECT, "patients");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_progress_of_a_number, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_progress_with_a_target, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_progress_of_a_class, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_tolerance_downwards, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_tolerance_upwards, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_all_of, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_at_least, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_at_least_of_many, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_graded_without_a_target, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_absence_is_missed, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_coded_lack, batch_set_up, batch_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
