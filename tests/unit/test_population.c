/* SPDX-License-Identifier: MIT
 *
 * Statistics of the population, by hand: one plugin with x and n, the sums of both by region and champs (5 at
 * least), a count by champs, and a sum over everybody. */
#include "check.h"

#include "host/target/population.h"

#include <stdlib.h>
#include <string.h>

enum { X, N, SLOTS, MCO = 1, HAD = 2 };
enum { SUM_X, SUM_N, COUNT_X, ALL_N, AGGREGATES };

static const uint32_t with_n[] = {N}, with_x[] = {X};
static struct manifest_aggregate aggregates[AGGREGATES] = {
    [SUM_X] = {{.name = "somme_x"}, STATISTIC_SUM, X, with_n, 1, BY_REGION | BY_CHAMPS, 5},
    [SUM_N] = {{.name = "somme_n"}, STATISTIC_SUM, N, with_x, 1, BY_REGION | BY_CHAMPS, 5},
    [COUNT_X] = {{.name = "nombre_x"}, STATISTIC_COUNT, X, NULL, 0, BY_CHAMPS, 0},
    [ALL_N] = {{.name = "tout_n"}, STATISTIC_SUM, N, NULL, 0, 0, 0},
};
static struct value_spec x_spec = {.name = "x"}, n_spec = {.name = "n"};
static const struct value_spec *slots[] = {&x_spec,
                                           &n_spec,
                                           &aggregates[SUM_X].spec,
                                           &aggregates[SUM_N].spec,
                                           &aggregates[COUNT_X].spec,
                                           &aggregates[ALL_N].spec};
static struct manifest manifest = {.file = "essai.so",
                                   .slots = slots,
                                   .slot_count = SLOTS + AGGREGATES,
                                   .aggregates = aggregates,
                                   .aggregate_count = AGGREGATES},
                       other = {.file = "autre.so"};
/* Columns are not slots: the record has another order. The first plugin declares no aggregate. */
static const int32_t columns[] = {1, 0, -1, -1, -1, -1};
static struct layout_plugin plugins[] = {{&other, NULL}, {&manifest, columns}};
static struct layout layout = {.plugins = plugins, .plugin_count = 2};

/* An establishment; a presence of 0 is absent. */
struct es {
    const char *region;
    uint32_t champs;
    int64_t x, n;
    bool has_x, has_n;
};

static struct record record_of(const struct es *e, int64_t *values, uint8_t *presences) {
    values[0] = e->n;
    values[1] = e->x;
    presences[0] = e->has_n ? CAQES_PRESENT : CAQES_ABSENT;
    presences[1] = e->has_x ? CAQES_PRESENT : CAQES_NON_SOUMIS;
    return (struct record){.region = e->region, .champs = e->champs, .values = values, .presences = presences};
}

static void add(struct population *p, const struct es *e) {
    int64_t values[2];
    uint8_t presences[2];
    struct record r = record_of(e, values, presences);
    char region[32];
    strcpy(region, e->region); /* what the population keeps is its own */
    r.region = region;
    population_add(p, &r);
    memset(region, '?', sizeof region);
}

static struct population_value ask(const struct population *p, uint32_t aggregate, const char *region,
                                   uint32_t champs) {
    const struct record r = {.region = region, .champs = champs};
    return population_value(p, 1, aggregate, &r);
}

#define IS(p, aggregate, region, champs, wanted, count, beyond)                                                        \
    do {                                                                                                               \
        struct population_value v = ask(p, aggregate, region, champs);                                                 \
        assert_int_equal(v.presence, CAQES_PRESENT);                                                                   \
        assert_int_equal(v.value, wanted);                                                                             \
        assert_int_equal(v.establishments, count);                                                                     \
        assert_int_equal(v.all_regions, beyond);                                                                       \
    } while (0)

/* Nord MCO has five, exactly enough. Nord HAD has one, Sud MCO four: both are compared over all regions. */
static const struct es people[] = {
    {"Nord", MCO, 1, 10, true, true},       {"Nord", MCO, 2, 20, true, true},
    {"Nord", MCO, 3, 30, true, true},       {"Nord", MCO, 4, 40, true, true},
    {"Nord", MCO, 5, 50, true, true},       {"Nord", MCO, 1000, 0, true, false}, /* n is missing: in neither sum */
    {"Nord", MCO, 0, 7000, false, true},    {"Sud", MCO, 10, 100, true, true},
    {"Sud", MCO, 20, 200, true, true},      {"Sud", MCO, 30, 300, true, true},
    {"Sud", MCO, -40, 400, true, true},     {"Nord", HAD, 6, 60, true, true},
    {"Nord", MCO | HAD, 7, 70, true, true}, /* exact set of champs: neither MCO nor HAD */
    {"", MCO, 8, 80, true, true},           /* of no region */
};
enum { PEOPLE = sizeof people / sizeof *people };

static void check_people(const struct population *p) {
    IS(p, SUM_X, "Nord", MCO, 1 + 2 + 3 + 4 + 5, 5, false);
    IS(p, SUM_N, "Nord", MCO, 150, 5, false);
    /* All MCO: 15 + (10 + 20 + 30 - 40) + 8 and 150 + 1 000 + 80, ten establishments. */
    IS(p, SUM_X, "Sud", MCO, 43, 10, true);
    IS(p, SUM_N, "Sud", MCO, 1230, 10, true);
    IS(p, SUM_X, "", MCO, 43, 10, true);
    IS(p, SUM_X, "Nord", HAD, 6, 1, true);
    IS(p, SUM_X, "Nord", MCO | HAD, 7, 1, true);
    IS(p, SUM_X, "nord", MCO, 43, 10, true); /* a region is its text, exactly */
    IS(p, SUM_X, "Nord", 4, 0, 0, true);     /* nobody: nothing, of nobody */
    IS(p, COUNT_X, "Sud", MCO, 11, 11, false);
    IS(p, COUNT_X, "ailleurs", HAD, 1, 1, false);
    IS(p, ALL_N, "Sud", 4, 150 + 7000 + 1000 + 60 + 70 + 80, 13, false);
}

static void groups_and_the_fallback_under_five(void **state) {
    struct population *p = population_create(&layout);
    (void)state;
    for (unsigned i = 0; i < PEOPLE; i++) add(p, &people[i]);
    check_people(p);
    population_destroy(p);
}

static void any_order(void **state) {
    (void)state;
    for (unsigned first = 0; first < PEOPLE; first++) {
        struct population *p = population_create(&layout);
        for (unsigned i = 0; i < PEOPLE; i++) add(p, &people[(first + i * 5) % PEOPLE]);
        check_people(p);
        population_destroy(p);
    }
}

/* Two of the largest value do not fit; a third that takes one away makes them fit again, in any order. */
static void sums_past_64_bits_are_invalid_and_said(void **state) {
    static const struct es large = {"Nord", MCO, INT64_MAX, 1, true, true}, small = {"Nord", MCO, -1, 1, true, true},
                           back = {"Nord", MCO, -INT64_MAX, 1, true, true};
    struct population *p = population_create(&layout);
    struct diag diag = {.stream = NULL};
    char *said = NULL;
    size_t length = 0;
    (void)state;
    add(p, &large);
    population_report(p, &diag);
    assert_int_equal(diag.errors, 0);
    add(p, &large);
    assert_int_equal(ask(p, SUM_X, "Nord", MCO).presence, CAQES_INVALID);
    assert_int_equal(ask(p, SUM_X, "Nord", MCO).establishments, 2);
    assert_int_equal(ask(p, SUM_N, "Nord", MCO).presence, CAQES_PRESENT);
    diag.stream = open_memstream(&said, &length);
    population_report(p, &diag);
    fclose(diag.stream);
    assert_int_equal(diag.errors, 1); /* once for the aggregate; its groups are counted */
    assert_int_equal(diag.exit_code, CAQES_EXIT_PLUGIN);
    assert_non_null(strstr(said, "error[P303]: aggregate \"somme_x\": 64 bits do not hold the sum in 2 groups"));
    assert_non_null(strstr(said, "found: x"));
    free(said);
    add(p, &back);
    IS(p, SUM_X, "Nord", MCO, INT64_MAX, 3, true);
    add(p, &back);
    add(p, &back);
    IS(p, SUM_X, "Nord", MCO, -INT64_MAX, 5, false);
    add(p, &small);
    IS(p, SUM_X, "Nord", MCO, INT64_MIN, 6, false);
    add(p, &small);
    assert_int_equal(ask(p, SUM_X, "Nord", MCO).presence, CAQES_INVALID);
    population_destroy(p);
}

static void many_groups(void **state) {
    struct population *p = population_create(&layout);
    char region[16];
    (void)state;
    for (uint32_t i = 0; i < 5000; i++) {
        struct es e = {region, 1 + i % 63, i, 1, true, true};
        snprintf(region, sizeof region, "R%u", i / 10);
        add(p, &e);
    }
    /* Region 42 has i = 420 to 429, one for each set of champs: too few. Set 1 + 420 % 63 = 43 holds i = 42 + 63 k,
     * 79 of them up to 4 956: 79 x 42 + 63 x (78 x 79 / 2). */
    IS(p, SUM_X, "R42", 43, 79 * 42 + 63 * 3081, 79, true);
    IS(p, ALL_N, "R42", 43, 5000, 5000, false);
    population_destroy(p);
}

static void needed_when_a_manifest_declares_one(void **state) {
    struct layout without = {.plugins = plugins, .plugin_count = 1};
    (void)state;
    assert_true(population_needed(&layout));
    assert_false(population_needed(&without));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_and_the_fallback_under_five),     cmocka_unit_test(any_order),
        cmocka_unit_test(sums_past_64_bits_are_invalid_and_said), cmocka_unit_test(many_groups),
        cmocka_unit_test(needed_when_a_manifest_declares_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
