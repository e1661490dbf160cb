/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "host/read/layout.h"
#include "host/read/name_hash.h"
#include "tests/read_vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOCLE, TRANSPORTS, PERTINENCE };

struct world {
    struct arena arena;
    struct diag diag;
    char *messages;
    size_t length;
};

static int setup(void **state) {
    struct world *w = calloc(1, sizeof *w);
    w->diag.stream = open_memstream(&w->messages, &w->length);
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    fclose(w->diag.stream);
    free(w->messages);
    arena_free(&w->arena);
    free(w);
    return 0;
}

static struct layout *build(struct world *w, const struct manifest *const *manifests, uint32_t count) {
    struct layout *l = layout_build(manifests, count, &vocabulary_model, &w->arena, &w->diag);
    fflush(w->diag.stream);
    return l;
}

static struct layout *vocabulary(struct world *w) {
    struct layout *l = build(w, vocabulary_manifests, VOCABULARY_COUNT);
    assert_non_null(l);
    return l;
}

static int32_t find(const struct layout *l, uint32_t section, const char *key) {
    return layout_find(l, section, key, strlen(key));
}

static void every_input_has_a_column(void **state) {
    const struct layout *l = vocabulary(*state);
    for (size_t m = 0; m < VOCABULARY_COUNT; m++)
        for (uint32_t i = 0; i < vocabulary_manifests[m]->input_count; i++) {
            const char *name = vocabulary_manifests[m]->inputs[i].spec.name;
            int32_t column = find(l, SECTION_DONNEES, name);
            assert_true(column >= 0);
            assert_string_equal(l->columns[column].key, name);
            assert_int_equal(l->plugins[m].columns[i], column);
        }
}

static void a_shared_input_has_one_column(void **state) {
    const struct layout *l = vocabulary(*state);
    int32_t column = find(l, SECTION_DONNEES, "produits_am");
    assert_int_equal(l->plugins[SOCLE].columns[5], column);
    assert_int_equal(l->plugins[TRANSPORTS].columns[4], column);
    assert_string_equal(l->columns[column].producer, "ATIH"); /* the first that is named */
    assert_true(l->columns[column].required);                 /* as soon as one requires it */
    {
        const struct manifest *const other_way[] = {&transports_manifest, &socle_manifest};
        l = build(*state, other_way, 2);
        assert_true(l->columns[find(l, SECTION_DONNEES, "produits_am")].required);
    }
}

static void terms_are_in_the_section_of_their_volet(void **state) {
    const struct layout *l = vocabulary(*state);
    uint32_t first = transports_manifest.input_count;
    const int32_t *columns = l->plugins[TRANSPORTS].columns + first;
    assert_int_equal(find(l, SECTION_PARAMETRES(TRANSPORTS), "interessement_maximum"), columns[0]);
    assert_int_equal(find(l, SECTION_CIBLES(TRANSPORTS), "TRANSPORTS_EVOLUTION"), columns[4]);
    assert_int_equal(find(l, SECTION_COEFFICIENTS(TRANSPORTS), "TRANSPORTS_EVOLUTION"), columns[5]);
    assert_true(columns[0] >= 0 && columns[4] >= 0 && columns[5] >= 0);
    assert_int_equal(find(l, SECTION_PARAMETRES(SOCLE), "interessement_maximum"), -1);
    assert_int_equal(find(l, SECTION_DONNEES, "interessement_maximum"), -1);
    assert_int_equal(find(l, SECTION_CIBLES(TRANSPORTS), "LAP_LITS"), -1);
}

static void what_a_contract_may_not_set_has_no_column(void **state) {
    const struct layout *l = vocabulary(*state);
    const int32_t *columns = l->plugins[TRANSPORTS].columns + transports_manifest.input_count;
    const struct manifest_parameter *refus =
        layout_reserved(l, SECTION_PARAMETRES(TRANSPORTS), "taux_refus", strlen("taux_refus"));
    assert_int_equal(columns[3], -1); /* taux_refus: national */
    assert_int_equal(columns[6], -1); /* gradation: a curve */
    assert_int_equal(columns[7], -1); /* tolerance: national or regional */
    assert_ptr_equal(refus, &transports_parameters[3]);
    assert_int_equal(find(l, SECTION_PARAMETRES(TRANSPORTS), "taux_refus"), -1);
    assert_null(layout_reserved(l, SECTION_PARAMETRES(TRANSPORTS), "taux_sanction", strlen("taux_sanction")));
    assert_null(layout_reserved(l, SECTION_PARAMETRES(TRANSPORTS), "inconnu", strlen("inconnu")));
}

/* Not a datum, not a term: no dossier may say what the population is. */
static void an_aggregate_is_in_no_dossier(void **state) {
    const struct layout *l = vocabulary(*state);
    const char *name = "depenses_region";
    assert_int_equal(l->plugins[TRANSPORTS].columns[transports_manifest.slot_count - 1], -1);
    assert_int_equal(find(l, SECTION_DONNEES, name), -1);
    assert_int_equal(find(l, SECTION_PARAMETRES(TRANSPORTS), name), -1);
    assert_null(layout_reserved(l, SECTION_PARAMETRES(TRANSPORTS), name, strlen(name)));
    assert_null(layout_nearest(l, SECTION_DONNEES, "depenses_regio", 14));
}

/* Where the manifest lets a contract set one, it is among the parameters of the volet. */
static void a_tolerance_may_be_a_contract_term(void **state) {
    struct manifest_parameter tolerance = {
        .spec = RATE("tolerance.TRANSPORTS_EVOLUTION", 1000000), .set_by = SET_BY_CONTRACT, .indicator = 0};
    struct manifest one = transports_manifest;
    const struct manifest *const all[] = {&one};
    const struct layout *l;
    one.parameters = &tolerance;
    one.parameter_count = 1;
    l = build(*state, all, 1);
    assert_non_null(l);
    assert_true(find(l, SECTION_PARAMETRES(TRANSPORTS), "tolerance.TRANSPORTS_EVOLUTION") >= 0);
    assert_int_equal(find(l, SECTION_CIBLES(TRANSPORTS), "TRANSPORTS_EVOLUTION"), -1);
}

static void a_regional_set_shares_one_column_between_its_volets(void **state) {
    const struct layout *l = vocabulary(*state);
    int32_t column = find(l, SECTION_PARAMETRES(SOCLE), "tolerance");
    assert_true(column >= 0);
    assert_int_equal(find(l, SECTION_PARAMETRES(TRANSPORTS), "tolerance"), column);
    assert_int_equal(find(l, SECTION_PARAMETRES(PERTINENCE), "tolerance"), -1);
    /* An indicator is in the volet of its obligation only. */
    assert_true(find(l, SECTION_CIBLES(TRANSPORTS), "BONS_PARTAGES") >= 0);
    assert_int_equal(find(l, SECTION_CIBLES(SOCLE), "BONS_PARTAGES"), -1);
    assert_true(find(l, SECTION_COEFFICIENTS(SOCLE), "AUTRE") >= 0);
}

static void columns_are_dense_and_distinct(void **state) {
    const struct layout *l = vocabulary(*state);
    for (uint32_t a = 0; a < l->column_count; a++) {
        assert_non_null(l->columns[a].spec);
        assert_int_equal(find(l, l->columns[a].section, l->columns[a].key), a);
    }
}

static void a_key_need_not_end(void **state) {
    const struct layout *l = vocabulary(*state);
    assert_int_equal(layout_find(l, SECTION_DONNEES, "litsXX", 4), find(l, SECTION_DONNEES, "lits"));
    assert_int_equal(layout_find(l, SECTION_DONNEES, "lits", 3), -1);
    assert_int_equal(layout_find(l, SECTION_DONNEES, "", 0), -1);
}

static void nearest_looks_in_one_section(void **state) {
    const struct layout *l = vocabulary(*state);
    assert_string_equal(layout_nearest(l, SECTION_DONNEES, "depense_transport", 17), "depenses_transports");
    assert_string_equal(layout_nearest(l, SECTION_DONNEES, "depense_transport@N-1", 21), "depenses_transports@N-1");
    assert_string_equal(layout_nearest(l, SECTION_CIBLES(SOCLE), "LAP_LIT", 7), "LAP_LITS");
    assert_null(layout_nearest(l, SECTION_CIBLES(TRANSPORTS), "LAP_LIT", 7));
    assert_null(layout_nearest(l, SECTION_PARAMETRES(TRANSPORTS), "taux_refu", 9)); /* not settable: no advice */
    assert_null(layout_nearest(l, SECTION_DONNEES, "xyzxyzxyzxyz", 12));
}

/* Builds transports beside a changed copy of socle; returns the messages, NULL when it was accepted. */
static const char *clash(struct world *w, const struct manifest *changed) {
    const struct manifest *const both[] = {changed, &transports_manifest};
    return build(w, both, 2) ? NULL : w->messages;
}

static void check_input_clash(struct world *w, struct value_spec spec, const char *code) {
    struct manifest_input input = {.spec = spec};
    struct manifest changed = {
        .file = "other.json", .is_volet = true, .volet = "socle", .inputs = &input, .input_count = 1, .slot_count = 1};
    const char *messages = clash(w, &changed);
    assert_non_null(messages);
    assert_non_null(strstr(messages, code));
    assert_non_null(strstr(messages, "other.json"));
    assert_int_equal(w->diag.errors, 1);
    assert_int_equal(w->diag.exit_code, CAQES_EXIT_PLUGIN);
}

static void a_shared_input_has_one_type(void **state) {
    check_input_clash(*state, (struct value_spec)SPEC("produits_am", TYPE_RATE, 2, FROM_0), "P220");
}

static void a_shared_input_has_one_unit(void **state) {
    struct value_spec spec = EUROS("produits_am");
    spec.unit = "k€";
    check_input_clash(*state, spec, "P221");
}

static void a_shared_input_has_one_set_of_bounds(void **state) {
    check_input_clash(*state, (struct value_spec)SPEC("produits_am", TYPE_EUROS, 2, .has_min = true, .min = 1), "P222");
}

static void a_shared_input_has_one_set_of_classes(void **state) {
    struct world *w = *state;
    static const char *const fewer[] = {"A", "B"};
    struct manifest_input input = {.spec = CLASSES("icalin2", fewer)};
    struct manifest other = {.file = "other.json",
                             .is_volet = true,
                             .volet = "qualite",
                             .inputs = &input,
                             .input_count = 1,
                             .slot_count = 1};
    const struct manifest *const both[] = {&socle_manifest, &other};
    assert_null(build(w, both, 2));
    assert_non_null(strstr(w->messages, "other.json: error[P223]: input \"icalin2\""));
}

static void check_source_clash(struct world *w, struct manifest_input input, const char *words) {
    struct manifest changed = {
        .file = "other.json", .is_volet = true, .volet = "socle", .inputs = &input, .input_count = 1, .slot_count = 1};
    const struct manifest *const both[] = {&socle_manifest, &changed};
    const struct manifest *const reversed[] = {&changed, &socle_manifest};
    input.spec = (struct value_spec)EUROS("produits_am");
    assert_non_null(build(w, reversed, 2)); /* what the first one says stands for one that says nothing */
    assert_null(build(w, both, 2));
    assert_non_null(strstr(w->messages, "other.json: error[P229]: input \"produits_am\""));
    assert_non_null(strstr(w->messages, words));
    assert_int_equal(w->diag.errors, 1);
}

static void a_shared_input_has_one_scope(void **state) {
    check_source_clash(*state, (struct manifest_input){.scope = "hors rétrocession"}, "scope");
}

static void a_shared_input_has_one_release(void **state) {
    check_source_clash(*state, (struct manifest_input){.released_month = 4}, "released");
}

static void a_column_knows_its_input(void **state) {
    const struct layout *l = vocabulary(*state);
    assert_ptr_equal(l->columns[find(l, SECTION_DONNEES, "produits_am")].input, &socle_inputs[5]);
    assert_null(l->columns[find(l, SECTION_PARAMETRES(TRANSPORTS), "interessement_maximum")].input);
}

static void an_indicator_code_is_claimed_once(void **state) {
    struct manifest_indicator same = {.code = "TRANSPORTS_EVOLUTION"};
    struct manifest other = {
        .file = "other.json", .is_volet = true, .volet = "socle", .indicators = &same, .indicator_count = 1};
    const char *messages = clash(*state, &other);
    assert_non_null(messages);
    assert_non_null(strstr(messages, "error[P224]: indicator \"TRANSPORTS_EVOLUTION\" is in other.json too"));
}

static struct manifest regional_with(struct manifest_parameter *parameter) {
    return (struct manifest){.file = "other.json",
                             .parameters = parameter,
                             .parameter_count = 1,
                             .slot_count = 1,
                             .obligations = &transports_obligations[0],
                             .obligation_count = 1};
}

static void a_contract_key_is_claimed_once(void **state) {
    struct manifest_parameter same = DECLARED(SET_BY_CONTRACT, EUROS("interessement_maximum"));
    struct manifest other = regional_with(&same);
    const char *messages = clash(*state, &other);
    assert_non_null(messages);
    assert_non_null(strstr(messages, "error[P225]: contract key \"interessement_maximum\" is claimed by other.json"));
}

static void a_settable_key_wins_over_a_reserved_one(void **state) {
    struct world *w = *state;
    struct manifest_parameter reserved = DECLARED(SET_BY_REGION, EUROS("interessement_maximum"));
    struct manifest other = regional_with(&reserved);
    const struct manifest *const first[] = {&other, &transports_manifest};
    const struct manifest *const last[] = {&transports_manifest, &other};
    for (int order = 0; order < 2; order++) {
        const struct layout *l = build(w, order ? first : last, 2);
        assert_non_null(l);
        assert_true(find(l, SECTION_PARAMETRES(TRANSPORTS), "interessement_maximum") >= 0);
        assert_int_equal(l->plugins[order ? 0 : 1].columns[0], -1);
    }
}

static void an_unknown_volet_is_refused(void **state) {
    struct world *w = *state;
    struct manifest other = {.file = "other.json", .is_volet = true, .volet = "transport"};
    struct manifest_obligation obligation = {.code = "X", .volet = "nulle_part"};
    struct manifest set = {.file = "set.json", .obligations = &obligation, .obligation_count = 1};
    const struct manifest *const both[] = {&other, &set};
    assert_null(build(w, both, 2));
    assert_non_null(strstr(w->messages, "other.json: error[P226]: volet \"transport\""));
    assert_non_null(strstr(w->messages, "set.json: error[P226]: obligation \"X\": volet \"nulle_part\""));
}

/* ---- Entities and years ------------------------------------------------------------------------ */

static void years_that_stand_for_the_next_are_linked(void **state) {
    const struct layout *l = vocabulary(*state);
    uint32_t class = (uint32_t)find(l, SECTION_DONNEES, "classe_bisannuelle");
    assert_int_equal(l->two_yearly_count, 2);
    assert_int_equal(l->two_yearly[0].column, class);
    assert_int_equal(l->two_yearly[0].earlier[0], find(l, SECTION_DONNEES, "classe_bisannuelle@N-1"));
    assert_int_equal(l->two_yearly[0].earlier[1], find(l, SECTION_DONNEES, "classe_bisannuelle@N-2"));
    assert_int_equal(l->two_yearly[1].column, find(l, SECTION_DONNEES, "taux_bisannuel"));
    assert_int_equal(l->two_yearly[1].earlier[1], -1);
    assert_int_equal(layout_column_of_year(l, class, 0), class);
    assert_int_equal(layout_column_of_year(l, class, 2), find(l, SECTION_DONNEES, "classe_bisannuelle@N-2"));
    assert_int_equal(l->columns[class].input->entities, ENTITIES_WORST);
    assert_int_equal(l->columns[find(l, SECTION_DONNEES, "lits")].input->entities, ENTITIES_NONE);
}

/* N-2 of another plugin, which does not say that it is the same: it does not stand for N. */
static void a_year_of_another_input_is_not_linked(void **state) {
    struct manifest_input other = {.spec = RATE("taux_bisannuel@N-2", 1000000), .period = 2};
    const struct manifest set = {.file = "other.json", .inputs = &other, .input_count = 1, .slot_count = 1};
    const struct manifest *const both[] = {&set, &qualite_manifest};
    const struct layout *l = build(*state, both, 2);
    assert_non_null(l);
    assert_int_equal(l->two_yearly[1].earlier[1], -1);
}

static void a_shared_input_has_one_rule_for_entities(void **state) {
    struct manifest_input other = qualite_inputs[0];
    const struct manifest set = {.file = "other.json", .inputs = &other, .input_count = 1, .slot_count = 1};
    const struct manifest *const both[] = {&set, &qualite_manifest};
    struct world *w = *state;
    assert_non_null(build(w, both, 2));
    other.entities = ENTITIES_HIGHEST;
    assert_null(build(w, both, 2));
    assert_non_null(strstr(w->messages, "manifest.json: error[P227]: input \"journees\""));
    assert_non_null(strstr(w->messages, "in other.json"));
    assert_int_equal(w->diag.errors, 1);
}

static void a_shared_input_is_two_yearly_for_all(void **state) {
    struct manifest_input other = qualite_inputs[6];
    const struct manifest set = {.file = "other.json", .inputs = &other, .input_count = 1, .slot_count = 1};
    const struct manifest *const both[] = {&qualite_manifest, &set}, *const reversed[] = {&set, &qualite_manifest};
    struct world *w = *state;
    const struct layout *l = build(w, both, 2);
    assert_non_null(l);
    assert_int_equal(l->two_yearly_count, 2); /* once, though two declare it */
    other.two_yearly = false;
    assert_non_null(build(w, both, 2)); /* it says nothing: the first one stands */
    assert_null(build(w, reversed, 2));
    assert_non_null(strstr(w->messages, "error[P228]: input \"classe_bisannuelle\""));
    assert_int_equal(w->diag.errors, 1);
}

/* Many keys: probing over collisions finds each of them, and no other. */
static void a_large_vocabulary_is_found_whole(void **state) {
    struct world *w = *state;
    enum { MANY = 4000 };
    struct manifest_input *inputs = calloc(MANY, sizeof *inputs);
    struct manifest large = {.file = "large.json", .inputs = inputs, .input_count = MANY, .slot_count = MANY};
    const struct manifest *const one[] = {&large};
    const struct layout *l;
    for (int i = 0; i < MANY; i++)
        inputs[i].spec = (struct value_spec)SPEC(arena_format(&w->arena, "donnee_%d", i), TYPE_INTEGER, 0, FROM_0);
    l = build(w, one, 1);
    assert_non_null(l);
    for (int i = 0; i < MANY; i++) assert_int_equal(find(l, SECTION_DONNEES, inputs[i].spec.name), i);
    assert_int_equal(find(l, SECTION_DONNEES, "donnee_4000"), -1);
    free(inputs);
}

static void the_hash_reads_every_byte(void **state) {
    char name[] = "abcdefghijklmnopqrstuvwx"; /* past 24 bytes it samples */
    (void)state;
    for (size_t length = 1; length < sizeof name; length++) {
        uint32_t whole = name_hash(name, length);
        for (size_t i = 0; i < length; i++) {
            name[i] ^= 1;
            assert_int_not_equal(name_hash(name, length), whole);
            name[i] ^= 1;
        }
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_input_has_a_column),
        TEST(a_shared_input_has_one_column),
        TEST(terms_are_in_the_section_of_their_volet),
        TEST(what_a_contract_may_not_set_has_no_column),
        TEST(an_aggregate_is_in_no_dossier),
        TEST(a_tolerance_may_be_a_contract_term),
        TEST(a_column_knows_its_input),
        TEST(a_shared_input_has_one_scope),
        TEST(a_shared_input_has_one_release),
        TEST(a_regional_set_shares_one_column_between_its_volets),
        TEST(columns_are_dense_and_distinct),
        TEST(a_key_need_not_end),
        TEST(nearest_looks_in_one_section),
        TEST(a_shared_input_has_one_type),
        TEST(a_shared_input_has_one_unit),
        TEST(a_shared_input_has_one_set_of_bounds),
        TEST(a_shared_input_has_one_set_of_classes),
        TEST(an_indicator_code_is_claimed_once),
        TEST(a_contract_key_is_claimed_once),
        TEST(a_settable_key_wins_over_a_reserved_one),
        TEST(an_unknown_volet_is_refused),
        TEST(years_that_stand_for_the_next_are_linked),
        TEST(a_year_of_another_input_is_not_linked),
        TEST(a_shared_input_has_one_rule_for_entities),
        TEST(a_shared_input_is_two_yearly_for_all),
        TEST(a_large_vocabulary_is_found_whole),
        TEST(the_hash_reads_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
