/* SPDX-License-Identifier: MIT
 *
 * From indicators to the amount of a volet: what counts, what weighs nothing, what withholds. */
#include "batch_fixture.h"

#include "host/grid/grid.h"
#include "host/report/table.h"

#include <stdio.h>
#include <stdlib.h>

#define EVERYTHING (CAQES_PRINCIPAL | CAQES_COMPLEMENTAIRE | CAQES_GENERALE)

enum { NON, OUI };

static const struct manifest_output output = {
    .code = "SANCTION", .label = "Sanction", .article = "Annexe 1", .kind = OUTPUT_AMOUNT, .nature = "sanction"};
static const struct model_nature nature = {.code = "sanction", .label = "Sanction", .sign = -1};
static void (*said)(struct caqes_case *);

static int32_t settle_over_batch(const struct caqes_batch *lent, struct caqes_reply *reply) {
    return caqes_for_each(lent, reply, said, NULL, 0);
}

/* Euros lost: what is left of the score, out of 1. */
static void lost_score(struct caqes_case *c) { caqes_output(c, 0, caqes_complement(c, caqes_mean(c, EVERYTHING))); }

/* The whole way of the establishment's volet, with what its plugin says. */
static struct volet_verdict verdict_of(void (*settles)(struct caqes_case *)) {
    struct volet_verdict verdict;
    said = settles;
    verbs.settle = settle_over_batch;
    manifest.outputs = (struct manifest_output *)&output;
    manifest.output_count = 1;
    model.volets[0].natures = &nature;
    model.volets[0].nature_count = 1;
    measure_all();
    settle(&batch);
    audit_volet(&batch, 0, 0, &verdict);
    return verdict;
}

static void assert_amount(void (*settles)(struct caqes_case *), int64_t centimes) {
    struct volet_verdict v = verdict_of(settles);
    assert_int_equal(v.status, VOLET_EVALUATED);
    assert_int_equal(v.amount_count, centimes != 0);
    if (centimes) assert_int_equal(v.amounts[0].units, centimes);
}

static void assert_withheld(void (*settles)(struct caqes_case *), enum volet_status status, const char *reason) {
    struct volet_verdict v = verdict_of(settles);
    assert_int_equal(v.status, status);
    assert_int_equal(v.amount_count, 0);
    assert_int_equal(v.reason_count, 1);
    if (!strstr(v.reasons[0], reason)) fail_msg("\"%s\" does not say \"%s\"", v.reasons[0], reason);
}

static void weigh(const struct manifest_indicator *i, int64_t coefficient) {
    give(i->coefficient_slot, coefficient * 1000000);
}

/* Two indicators of coefficients 1 and 3, the first reached. The second is not supplied: incomplete; with "absence":
 * "missed", a score of 1/4, so 0.75. The region's convention says the same of the whole volet. */
static void test_absence(void **state) {
    static const uint32_t both[] = {0, 1};
    uint32_t items[2] = {add_input("un", TYPE_YES_NO), add_input("deux", TYPE_YES_NO)};
    struct manifest_indicator *second;
    (void)state;
    add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[0], 1);
    second = add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[1], 1);
    weigh(second, 3);
    add_obligation(CAQES_PRINCIPAL, both, 2);
    give(items[0], OUI);
    assert_withheld(lost_score, VOLET_INCOMPLETE, "deux");
    campaign.missing_counts_zero[0] = true;
    assert_amount(lost_score, -75);
    assert_int_equal(result_of(second)->state, CAQES_UNKNOWN);
    campaign.missing_counts_zero[0] = false;
    second->absence_is_missed = true;
    assert_amount(lost_score, -75);
    assert_int_equal(result_of(second)->state, CAQES_KNOWN);
    assert_int_equal(batch.volets[0].obligations[0].state, CAQES_KNOWN);
    assert_int_equal(batch.volets[0].obligations[0].reached, 0);
    lack(items[0], CAQES_ABSENT); /* only this one withholds the amount, and is named */
    assert_withheld(lost_score, VOLET_INCOMPLETE, "un");
    assert_null(strstr(verdict_of(lost_score).reasons[0], "deux"));
}

/* Not reached for want of a datum: the grid says so, and shows no value. */
static void test_absence_is_shown(void **state) {
    static const uint32_t only[] = {0};
    uint32_t input = add_input("nombre", TYPE_INTEGER);
    struct manifest_indicator *i = add_indicator(KIND_VALUE, DIRECTION_HIGHER, &input, 1);
    struct volet_rows *rows = &batch.volets[0];
    struct grid grid = {.batch = &batch, .row_count = 1};
    char *shown = NULL;
    size_t length;
    FILE *stream = open_memstream(&shown, &length);
    (void)state;
    i->unit = "count";
    i->absence_is_missed = true;
    add_target(i, 0, 7);
    add_obligation(CAQES_PRINCIPAL, only, 1);
    obligations[0].label = "Obligation";
    record.finess = record.name = "";
    grid.rows[0] = (struct grid_row){.volet = &model.volets[0], .verdict = verdict_of(lost_score)};
    grid.rows[0].refs = rows->refs;
    grid.rows[0].obligations = rows->obligations;
    grid.rows[0].ref_count = rows->ref_count;
    table_print(stream, &grid, &arena);
    fclose(stream);
    if (!strstr(shown, "non (donnée") || !strstr(shown, "fournie)") || strstr(shown, "non (0")) fail_msg("%s", shown);
    free(shown);
}

/* A term that nobody fixed is no absence of the establishment: neither convention holds it against it. */
static void test_term_is_no_absence(void **state) {
    static const uint32_t only[] = {0};
    uint32_t input = add_input("nombre", TYPE_INTEGER);
    struct manifest_indicator *i = add_indicator(KIND_VALUE, DIRECTION_HIGHER, &input, 1);
    (void)state;
    add_target(i, 0, 1);
    add_obligation(CAQES_PRINCIPAL, only, 1);
    give(input, 1);
    lack((uint32_t)i->target_slot, CAQES_ABSENT);
    i->absence_is_missed = campaign.missing_counts_zero[0] = true;
    assert_withheld(lost_score, VOLET_INCOMPLETE, "cible.INDICATEUR");
}

/* A national indicator reached, of weight 3, and a general obligation of the contract. */
static struct manifest_indicator *general_case(uint32_t *items) {
    static const uint32_t first[] = {0}, second[] = {1};
    struct manifest_indicator *general;
    items[0] = add_input("national", TYPE_YES_NO);
    items[1] = add_input("rapport", TYPE_YES_NO);
    weigh(add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[0], 1), 3);
    general = add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[1], 1);
    add_obligation(CAQES_PRINCIPAL, first, 1);
    add_obligation(CAQES_GENERALE, second, 1);
    give(items[0], OUI);
    return general;
}

/* At coefficient 0: judged and shown, whatever the result it weighs nothing and withholds nothing. */
static void test_general_without_weight(void **state) {
    uint32_t items[2];
    const struct manifest_indicator *general = general_case(items);
    const struct caqes_obligation *shown;
    (void)state;
    weigh(general, 0);
    give(items[1], NON);
    assert_amount(lost_score, 0);
    shown = &batch.volets[0].obligations[1];
    assert_int_equal(shown->state, CAQES_KNOWN);
    assert_int_equal(shown->reached, 0);
    lack(items[1], CAQES_ABSENT);
    assert_amount(lost_score, 0);
    shown = &batch.volets[0].obligations[1];
    assert_int_equal(shown->state, CAQES_UNKNOWN);
    assert_int_equal(result_of(general)->lack, LACK_DATUM);
    lack(items[1], CAQES_NON_SOUMIS);
    assert_amount(lost_score, 0);
    lack(items[0], CAQES_NON_SOUMIS); /* it is not enough to evaluate a volet on */
    give(items[1], OUI);
    assert_int_equal(verdict_of(lost_score).status, VOLET_UNEVALUABLE);
}

/* At coefficient 1 it is 1 of 4 in the score: 0.25 is lost when it is missed. */
static void test_general_with_weight(void **state) {
    uint32_t items[2];
    struct manifest_indicator *general = general_case(items);
    (void)state;
    give(items[1], OUI);
    assert_amount(lost_score, 0);
    give(items[1], NON);
    assert_amount(lost_score, -25);
    lack(items[1], CAQES_NULL);
    assert_withheld(lost_score, VOLET_INCOMPLETE, "rapport");
    assert_int_equal(verdict_of(lost_score).outputs[0].state, CAQES_UNKNOWN);
    general->absence_is_missed = true;
    assert_amount(lost_score, -25);
}

/* Of a general obligation with a weight, only what has a coefficient is judged. */
static void test_general_in_part(void **state) {
    static const uint32_t both[] = {0, 1};
    uint32_t items[2] = {add_input("un", TYPE_YES_NO), add_input("deux", TYPE_YES_NO)};
    (void)state;
    add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[0], 1);
    weigh(add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &items[1], 1), 0);
    add_obligation(CAQES_GENERALE, both, 2);
    give(items[0], OUI);
    assert_amount(lost_score, 0);
    assert_int_equal(batch.volets[0].obligations[0].state, CAQES_KNOWN);
    assert_int_equal(batch.volets[0].obligations[0].reached, 1);
    give(items[0], NON);
    give(items[1], OUI);
    assert_amount(lost_score, -100);
}

/* Twenty-five ratios k / p over unrelated primes p, graded by their value: k millionths each (test_steps.c says why).
 * The score is 13 millionths, so 0.999987 is lost, which is 1.00 to the centime. */
static void test_many_graded(void **state) {
    static const int64_t primes[] = {1000003, 1000033, 1000037, 1000039, 1000081, 1000099, 1000117, 1000121, 1000133,
                                     1000151, 1000159, 1000171, 1000183, 1000187, 1000193, 1000199, 1000211, 1000213,
                                     1000231, 1000249, 1000253, 1000273, 1000289, 1000291, 1000303};
    static const struct caqes_point itself[] = {{0, 0}, {1000000, 1000000}};
    enum { RATIOS = sizeof primes / sizeof *primes };
    uint32_t inputs[2 * RATIOS], all[RATIOS], k;
    struct caqes_fraction score;
    (void)state;
    for (k = 0; k < RATIOS; k++) {
        inputs[2 * k] = add_input("atteints", TYPE_INTEGER);
        give(inputs[2 * k], k + 1);
        inputs[2 * k + 1] = add_input("tous", TYPE_INTEGER);
        give(inputs[2 * k + 1], primes[k]);
    }
    for (k = 0; k < RATIOS; k++) {
        struct manifest_indicator *i = add_ratio(&inputs[2 * k], DIRECTION_HIGHER);
        add_target(i, 6, 500000);
        if (k == 0) grade(i, CAQES_CURVE_LINEAR, itself, 2);
        give(i->gradation_slot, 0);
        all[k] = k;
    }
    add_obligation(CAQES_PRINCIPAL, all, RATIOS);
    assert_amount(lost_score, -100);
    score = caqes_fraction_from_wire(caqes_step_at(&batch.volets[0].answers[0].explanation, 0)->value);
    assert_int_equal(caqes_fraction_compare(score, caqes_fraction_of(13, 1000000)), 0);
}

static void cut(struct caqes_case *c) { caqes_output(c, 0, caqes_products_cut(c)); }
static void kept(struct caqes_case *c) {
    uint32_t all = caqes_products(c);
    caqes_output(c, 0, caqes_subtract(c, all, caqes_products_cut(c)));
}

/* 1 234.56 at 10 % and 100.00 at 2.5 %: 125.956 of 1 334.56, that is 125.96, and 1 208.604 are left. */
static void test_products(void **state) {
    static const uint32_t only[] = {0};
    uint32_t input = add_input("rapport", TYPE_YES_NO);
    (void)state;
    add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &input, 1);
    add_obligation(CAQES_PRINCIPAL, only, 1);
    give(input, OUI);
    assert_amount(cut, 0);
    record.contract[0].products_total = 133456;
    record.contract[0].products_cut = 12345600000 + 250000000;
    assert_amount(cut, -12596);
    assert_amount(kept, -120860);
}

static void by_presence(struct caqes_case *c) {
    uint32_t yes = caqes_one(c), no = caqes_zero(c);
    caqes_output(c, 0, caqes_select(c, caqes_presence_is(c, 0, CAQES_NON_REPONDANT), yes, no));
}
static void by_the_known(struct caqes_case *c) { caqes_output(c, 0, caqes_mean_known(c, CAQES_PRINCIPAL)); }

/* What hides a lack of data is not for an amount. */
static void test_hidden_lack(void **state) {
    static const uint32_t only[] = {0};
    uint32_t input = add_input("rapport", TYPE_YES_NO);
    (void)state;
    add_indicator(KIND_YES_NO, DIRECTION_HIGHER, &input, 1);
    add_obligation(CAQES_PRINCIPAL, only, 1);
    give(input, OUI);
    assert_withheld(by_presence, VOLET_ERROR, "repose sur la présence d'une donnée");
    assert_withheld(by_the_known, VOLET_ERROR, "repose sur une moyenne des seules données connues");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_absence, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_absence_is_shown, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_term_is_no_absence, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_general_without_weight, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_general_with_weight, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_general_in_part, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_many_graded, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_products, batch_set_up, batch_tear_down),
        cmocka_unit_test_setup_teardown(test_hidden_lack, batch_set_up, batch_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
