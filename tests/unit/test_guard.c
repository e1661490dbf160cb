/* SPDX-License-Identifier: MIT
 *
 * The law in the host: ceilings, prohibitions, the one rounding, the ceiling over the contract. */
#include "check.h"

#include "host/audit/guard.h"
#include "host/grid/grid.h"

#include <string.h>

enum { PRODUITS, PREVISION, OBSERVE, AVANT, CIBLE, BASE, MAXIMUM, SLOTS };

static const char *const bases_known[] = {"prevision", "cible"};
static const struct value_spec specs[SLOTS] = {
    [PRODUITS] = {.name = "produits_am", .type = TYPE_EUROS, .decimals = 2},
    [PREVISION] = {.name = "prevision_transports", .type = TYPE_EUROS, .decimals = 2},
    [OBSERVE] = {.name = "depenses_transports", .type = TYPE_EUROS, .decimals = 2},
    [AVANT] = {.name = "depenses_transports@N-1", .type = TYPE_EUROS, .decimals = 2},
    [CIBLE] = {.name = "cible.TRANSPORTS_EVOLUTION", .type = TYPE_RATE, .decimals = 6},
    [BASE] = {.name = "base_economies", .type = TYPE_CLASS, .classes = bases_known, .class_count = 2},
    [MAXIMUM] = {.name = "interessement_maximum", .type = TYPE_EUROS, .decimals = 2},
};
static const struct value_spec *slots[SLOTS];
static struct manifest_parameter parameters[3];
static struct manifest manifest;
static int64_t values[SLOTS];
static uint8_t presences[SLOTS], decimals[SLOTS];
static struct caqes_case row;
static struct arena arena = ARENA_EMPTY;

static const struct model_base products = {.kind = BASE_INPUT, .a = "produits_am"};
static const struct model_base by_forecast = {.kind = BASE_DIFFERENCE,
                                              .a = "prevision_transports",
                                              .b = "depenses_transports",
                                              .choice = "base_economies",
                                              .choice_value = "prevision"};
static const struct model_base by_target = {.kind = BASE_GROWTH,
                                            .a = "depenses_transports@N-1",
                                            .b = "depenses_transports",
                                            .rate = "cible.TRANSPORTS_EVOLUTION",
                                            .choice = "base_economies",
                                            .choice_value = "cible"};
static const struct model_base contract_maximum = {.kind = BASE_PARAMETER, .a = "interessement_maximum"};
static const struct model_base *const product_bases[] = {&products};
static const struct model_base *const saving_bases[] = {&by_forecast, &by_target};
static const struct model_base *const maximum_bases[] = {&contract_maximum};
static const struct model_ceiling one_percent = {
    .rate = 10000, .article = "Annexe 4", .bases = product_bases, .base_count = 1};
static const struct model_ceiling gains[] = {
    {.rate = 300000, .article = "IV.b.i", .bases = saving_bases, .base_count = 2},
    {.rate = 1000000, .article = "IV.b.i", .bases = maximum_bases, .base_count = 1}};
static const struct model_ceiling six_months = {.constant = 6, .article = "Annexe 5"};
static const struct model_nature sanction = {
    .code = "sanction_produits", .sign = -1, .ceilings = &one_percent, .ceiling_count = 1};
static const struct model_nature gain = {.code = "interessement", .sign = 1, .ceilings = gains, .ceiling_count = 2};
static const struct model_nature msap = {.code = "msap", .months = true, .ceilings = &six_months, .ceiling_count = 1};

static int set_up(void **state) {
    static const int64_t given[SLOTS] = {
        [PRODUITS] = 123456700, /* 1 234 567,00 */
        [PREVISION] = 110000000, [OBSERVE] = 100000000, [AVANT] = 101000000, [CIBLE] = 20000, [BASE] = 0,
        [MAXIMUM] = 2500000};
    uint32_t s;
    (void)state;
    for (s = 0; s < SLOTS; s++) {
        slots[s] = &specs[s];
        values[s] = given[s];
        presences[s] = CAQES_PRESENT;
        decimals[s] = specs[s].decimals;
    }
    memset(&row, 0, sizeof row);
    row.values = values;
    row.presences = presences;
    row.decimals = decimals;
    row.slot_count = SLOTS;
    parameters[0].spec = specs[CIBLE];
    parameters[1].spec = specs[BASE];
    parameters[2].spec = specs[MAXIMUM];
    manifest.slots = slots;
    manifest.slot_count = SLOTS;
    manifest.input_count = CIBLE;
    manifest.parameters = parameters;
    manifest.parameter_count = 3;
    return 0;
}

static enum guard_result guard(const struct model_nature *nature, int64_t num, int64_t den, struct guarded *out) {
    return guard_amount(&manifest, &row, nature, caqes_fraction_of(num, den), &arena, out);
}

/* 1 % of 1 234 567,00 is 12 345,67. */
static void test_one_percent(void **state) {
    struct guarded out;
    (void)state;
    assert_int_equal(guard(&sanction, 1234567, 100, &out), GUARD_PASSED); /* at */
    assert_int_equal(out.units, 1234567);
    assert_int_equal(guard(&sanction, 1234566, 100, &out), GUARD_PASSED);  /* under */
    assert_int_equal(guard(&sanction, 12345671, 1000, &out), GUARD_FAULT); /* a tenth of a centime over */
    assert_non_null(strstr(out.fault, "plafond"));
    assert_int_equal(guard(&sanction, -1, 1, &out), GUARD_FAULT);
    assert_int_equal(guard(&sanction, 0, 1, &out), GUARD_PASSED);
    assert_int_equal(out.units, 0);
}

/* Products of 33 350,50 give a ceiling of 333,505: half away from zero would be 333,51, above it. */
static void test_rounding_stops_at_the_ceiling(void **state) {
    struct guarded out;
    (void)state;
    values[PRODUITS] = 3335050;
    assert_int_equal(guard(&sanction, 333505, 1000, &out), GUARD_PASSED);
    assert_int_equal(out.units, 33350);
    assert_true(out.at_ceiling);
    assert_int_equal(guard(&sanction, 333495, 1000, &out), GUARD_PASSED); /* 333,495 -> 333,50 */
    assert_int_equal(out.units, 33350);
    assert_false(out.at_ceiling);
}

static void test_base_missing(void **state) {
    struct guarded out;
    (void)state;
    presences[PRODUITS] = CAQES_ABSENT;
    assert_int_equal(guard(&sanction, 1, 1, &out), GUARD_NO_BASE);
    assert_string_equal(out.fault, "produits_am");
    assert_int_equal(guard(&sanction, 0, 1, &out), GUARD_PASSED);
}

/* Forecast: 30 % of 100 000 = 30 000, but the contract says 25 000 at most.
 * Target: 1 010 000 x 1.02 - 1 000 000 = 30 200; 30 % of it = 9 060. */
static void test_two_savings_bases(void **state) {
    struct guarded out;
    (void)state;
    assert_int_equal(guard(&gain, 25000, 1, &out), GUARD_PASSED);
    assert_int_equal(guard(&gain, 2500001, 100, &out), GUARD_FAULT);
    values[BASE] = 1;
    assert_int_equal(guard(&gain, 9060, 1, &out), GUARD_PASSED);
    assert_int_equal(guard(&gain, 906001, 100, &out), GUARD_FAULT);
    values[OBSERVE] = 200000000; /* spent more: no savings, so no gain at all */
    assert_int_equal(guard(&gain, 1, 100, &out), GUARD_FAULT);
}

static void test_msap_months(void **state) {
    struct guarded out;
    (void)state;
    assert_int_equal(guard(&msap, 6, 1, &out), GUARD_PASSED);
    assert_int_equal(out.units, 6);
    assert_int_equal(guard(&msap, 7, 1, &out), GUARD_FAULT);
    assert_int_equal(guard(&msap, 5, 2, &out), GUARD_FAULT);
}

/* 100 000,00 shared over 60 000,00, 50 000,00 and 40 000,01 (sum 150 000,01). By hand:
 * 6 000 000 x 10 000 000 / 15 000 001 = 3 999 999.733..., rest 11000001; 3 333 333.111, rest 1666667... ;
 * 4 000 001 x 10^7 / 15 000 001 = 2 666 667.155...; floors sum to 9 999 999, so one centime is left: to
 * the largest remainder, the first. */
static void test_ceiling_over_the_contract(void **state) {
    struct audited_amount a[3] = {{.units = -6000000}, {.units = -5000000}, {.units = -4000001}};
    struct audited_amount *const all[] = {&a[0], &a[1], &a[2]};
    (void)state;
    assert_true(grid_share_ceiling(10000000, all, 3));
    assert_int_equal(a[0].units, -4000000);
    assert_int_equal(a[1].units, -3333333);
    assert_int_equal(a[2].units, -2666667);
}

/* Equal remainders: the first rows take the centimes. 2 centimes over three equal amounts. */
static void test_ceiling_ties(void **state) {
    struct audited_amount a[3] = {{.units = -100}, {.units = -100}, {.units = -100}};
    struct audited_amount *const all[] = {&a[0], &a[1], &a[2]};
    (void)state;
    assert_true(grid_share_ceiling(200, all, 3));
    assert_int_equal(a[0].units, -67);
    assert_int_equal(a[1].units, -67);
    assert_int_equal(a[2].units, -66);
    assert_false(grid_share_ceiling(200, all, 3)); /* exactly at the ceiling: nothing to reduce */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_one_percent, set_up),
        cmocka_unit_test_setup(test_rounding_stops_at_the_ceiling, set_up),
        cmocka_unit_test_setup(test_base_missing, set_up),
        cmocka_unit_test_setup(test_two_savings_bases, set_up),
        cmocka_unit_test_setup(test_msap_months, set_up),
        cmocka_unit_test(test_ceiling_over_the_contract),
        cmocka_unit_test(test_ceiling_ties),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failures;
}
