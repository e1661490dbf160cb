/* SPDX-License-Identifier: MIT
 *
 * The data of a dossier: extractions that replace each other, years that stand for the next ones, EG that make
 * the values of their EJ. What is refused is in tests/bad/dossiers. */
#include "dossier_world.h"

static const struct provenance *source(const struct world *w, uint32_t index, const char *key) {
    assert_true(index < w->record.provenance_count);
    assert_int_equal(w->record.provenances[index].column, column(w, SECTION_DONNEES, key));
    return &w->record.provenances[index];
}

/* ---- Extractions ------------------------------------------------------------------------------- */

static void a_period_goes_with_a_value(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"lits\":{\"valeur\":3,\"producteur\":\"ATIH\",\"periode\":\"M12\",\"extraction\":"
                              "\"2019-04-15\"},\"solde\":{\"valeur\":4}"));
    assert_int_equal(w->record.provenance_count, 2);
    assert_string_equal(source(w, 0, "lits")->period, "M12");
    assert_string_equal(source(w, 1, "solde")->period, "");
    assert_false(w->record.provenances[0].replaced);
}

static void the_latest_extraction_counts(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"solde\":{\"valeur\":9},\"lits\":["
                              "{\"valeur\":120,\"periode\":\"M9\",\"extraction\":\"2018-12-20\"},"
                              "{\"valeur\":131,\"periode\":\"M12\",\"extraction\":\"2019-04-15\"},"
                              "{\"valeur\":\"non_repondant\",\"periode\":\"M6\",\"extraction\":\"2018-09-01\"},"
                              "{\"valeur\":118,\"periode\":\"M9\",\"extraction\":\"2018-12-19\"}],\"had\":\"A\""));
    check_value(w, SECTION_DONNEES, "lits", 131);
    check_value(w, SECTION_DONNEES, "solde", 9);
    assert_int_equal(w->record.provenance_count, 5);
    source(w, 0, "solde");
    assert_int_equal(source(w, 1, "lits")->value, 131);
    assert_false(w->record.provenances[1].replaced);
    assert_int_equal(source(w, 2, "lits")->value, 120);
    assert_int_equal(source(w, 2, "lits")->extraction, 20181220);
    assert_true(w->record.provenances[2].replaced);
    assert_int_equal(source(w, 3, "lits")->value, 118);
    assert_int_equal(source(w, 4, "lits")->presence, CAQES_NON_REPONDANT);
    assert_true(w->record.provenances[4].replaced);
}

static void a_state_replaces_a_value(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"lits\":[{\"valeur\":120,\"extraction\":\"2018-12-20\"},"
                              "{\"valeur\":null,\"extraction\":\"2019-04-15\"}]"));
    check_presence(w, "lits", CAQES_NULL);
    read_good(w, dossier(w, "990000020", SIGNED, ",\"lits\":[{\"valeur\":7,\"extraction\":\"2019-01-01\"}]", ""));
    check_value(w, SECTION_DONNEES, "lits", 7);
    assert_int_equal(w->record.provenance_count, 1);
}

static void many_extractions_are_put_in_order(void **state) {
    struct world *w = *state;
    const char *list = "";
    enum { YEARS = 100 };
    for (int i = 0; i < YEARS; i++) /* 37 and 100 have no common factor: every year once, in disorder */
        list = arena_format(&w->arena, "%s%s{\"valeur\":%d,\"extraction\":\"%d-06-30\"}", list, i ? "," : "",
                            i * 37 % YEARS, 1900 + i * 37 % YEARS);
    read_good(w, with_data(w, arena_format(&w->arena, ",\"lits\":[%s]", list)));
    check_value(w, SECTION_DONNEES, "lits", 99);
    assert_int_equal(w->record.provenance_count, YEARS);
    for (uint32_t i = 0; i < YEARS; i++) assert_int_equal(source(w, i, "lits")->value, 99 - i);
}

static void two_values_of_a_day_are_refused(void **state) {
    struct world *w = *state;
    read_bad(w,
             with_data(w, ",\"lits\":[{\"valeur\":1,\"extraction\":\"2019-04-15\"},{\"valeur\":2,\"extraction\":"
                          "\"2019-04-14\"},{\"valeur\":1,\"extraction\":\"2019-04-15\"}]"),
             "error[D143]: \"lits\" has two values of the same day");
    assert_int_equal(w->diag.errors, 1);
}

/* ---- Years that stand for the next --------------------------------------------------------------- */

static int age_of(const struct world *w, const char *key) { return w->record.ages[column(w, SECTION_DONNEES, key)]; }

static void check_class(void **state, const char *data, enum caqes_presence presence, int64_t value, int age) {
    static unsigned serial;
    struct world *w = *state;
    read_good(w, dossier(w, arena_format(&w->arena, "98%07u", serial++), SIGNED, data, ""));
    check_presence(w, "classe_bisannuelle", presence);
    if (presence == CAQES_PRESENT) check_value(w, SECTION_DONNEES, "classe_bisannuelle", value);
    assert_int_equal(age_of(w, "classe_bisannuelle"), age);
    assert_int_equal(age_of(w, "classe_bisannuelle@N-1"), 0);
}

#define CLASS "\"classe_bisannuelle"
static void an_absent_year_takes_the_one_before(void **state) {
    check_class(state, "," CLASS "\":\"A\"," CLASS "@N-1\":\"B\"", CAQES_PRESENT, 0, 0);
    check_class(state, "," CLASS "@N-1\":\"B\"," CLASS "@N-2\":\"C\"", CAQES_PRESENT, 1, 1);
    check_class(state, "," CLASS "@N-2\":\"C\"", CAQES_PRESENT, 2, 2);
    check_class(state, "", CAQES_ABSENT, 0, 0);
    /* Answers stand, in this year as in the one before. */
    check_class(state, "," CLASS "\":null," CLASS "@N-1\":\"B\"", CAQES_NULL, 0, 0);
    check_class(state, "," CLASS "\":\"non_repondant\"," CLASS "@N-1\":\"B\"", CAQES_NON_REPONDANT, 0, 0);
    check_class(state, "," CLASS "@N-1\":\"DI\"," CLASS "@N-2\":\"C\"", CAQES_DONNEES_INSUFFISANTES, 0, 1);
    check_class(state, "," CLASS "@N-1\":null," CLASS "@N-2\":\"C\"", CAQES_NULL, 0, 1);
}

static void two_years_may_be_all_there_is(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"taux_bisannuel@N-1\":0.4"));
    check_value(w, SECTION_DONNEES, "taux_bisannuel", 400000);
    assert_int_equal(age_of(w, "taux_bisannuel"), 1);
    read_good(w, dossier(w, "990000020", SIGNED, ",\"depenses_transports@N-1\":5", "")); /* of every year */
    check_presence(w, "depenses_transports", CAQES_ABSENT);
    assert_int_equal(age_of(w, "taux_bisannuel"), 0);
}

/* ---- EG ---------------------------------------------------------------------------------------- */

/* A dossier whose EG, 990000201 and on, have these data. */
static const char *with_entities(struct world *w, const char *data, const char *const *entities, size_t count) {
    static unsigned serial;
    const char *list = "";
    for (size_t i = 0; i < count; i++)
        list = arena_format(&w->arena, "%s%s{\"finess\":\"97%07u\",\"nom\":\"Site %zu\",\"donnees\":{%s}}", list,
                            i ? "," : "", serial++, i, entities[i]);
    return dossier(w, arena_format(&w->arena, "96%07u", serial++), SIGNED, data,
                   arena_format(&w->arena, ",\"etablissements_geographiques\":[%s]", list));
}

static void read_entities(struct world *w, const char *data, const char *a, const char *b, const char *c) {
    const char *const entities[] = {a, b, c};
    read_good(w, with_entities(w, data, entities, 3));
}

static void entities_make_the_values_of_their_ej(void **state) {
    struct world *w = *state;
    read_entities(w, ",\"lits\":5",
                  "\"journees\":100,\"resultat_comptable\":-0.10,\"audit_mene\":\"oui\",\"classe_hygiene\":\"B\","
                  "\"part_conforme\":0.5,\"delai_moyen\":3.5",
                  "\"journees\":20,\"resultat_comptable\":-0.25,\"audit_mene\":\"oui\",\"classe_hygiene\":\"D\","
                  "\"part_conforme\":0.25,\"delai_moyen\":12",
                  "\"journees\":880,\"resultat_comptable\":1.05,\"audit_mene\":\"non\",\"classe_hygiene\":\"A\","
                  "\"part_conforme\":0.75,\"delai_moyen\":0");
    assert_int_equal(w->record.entity_count, 3);
    assert_string_equal(w->record.entities[0].name, "Site 0");
    assert_int_equal(strlen(w->record.entities[2].finess), 9);
    check_value(w, SECTION_DONNEES, "lits", 5);
    check_value(w, SECTION_DONNEES, "journees", 1000); /* the most it may be */
    check_value(w, SECTION_DONNEES, "resultat_comptable", 70);
    check_value(w, SECTION_DONNEES, "audit_mene", 0);
    check_value(w, SECTION_DONNEES, "classe_hygiene", 3);
    check_value(w, SECTION_DONNEES, "part_conforme", 250000);
    check_value(w, SECTION_DONNEES, "delai_moyen", 120);
    check_presence(w, "classe_bisannuelle", CAQES_ABSENT);
    assert_int_equal(w->record.provenance_count, 0);
}

static void a_sum_fits_when_its_total_does(void **state) {
    struct world *w = *state;
    read_entities(w, "", "\"resultat_comptable\":92233720368547758.07", "\"resultat_comptable\":0.01",
                  "\"resultat_comptable\":-0.01");
    check_value(w, SECTION_DONNEES, "resultat_comptable", INT64_MAX);
    read_entities(w, "", "\"resultat_comptable\":-92233720368547758.07", "\"resultat_comptable\":-0.01",
                  "\"resultat_comptable\":0");
    check_value(w, SECTION_DONNEES, "resultat_comptable", INT64_MIN);
}

static void a_sum_over_its_limits_is_refused(void **state) {
    struct world *w = *state;
    const char *const over[] = {"\"journees\":1000,\"resultat_comptable\":92233720368547758.07",
                                "\"journees\":1,\"resultat_comptable\":0.01"};
    const char *const alone[] = {"\"journees\":1001", "\"journees\":1"};
    read_bad(w, with_entities(w, "", over, 2),
             "error[D134]: \"journees, all EG together\" is 1001, over its maximum 1000");
    assert_non_null(strstr(messages(w), "error[D133]: \"resultat_comptable, all EG together\" is too large"));
    assert_int_equal(w->diag.errors, 2); /* both in one pass */
    read_bad(w, with_entities(w, "", alone, 2), "error[D134]: \"journees\" is 1001");
    assert_int_equal(w->diag.errors, 3); /* of the part, not of the whole again */
}

static void check_combined(struct world *w, const char *a, const char *b, const char *c, enum caqes_presence expected) {
    read_entities(w, "", arena_format(&w->arena, "\"journees\":%s", a), arena_format(&w->arena, "\"journees\":%s", b),
                  arena_format(&w->arena, "\"journees\":%s", c));
    check_presence(w, "journees", expected);
}

static void the_gravest_answer_is_that_of_all(void **state) {
    struct world *w = *state;
    check_combined(w, "\"non_soumis\"", "\"non_soumis\"", "\"non_soumis\"", CAQES_NON_SOUMIS);
    check_combined(w, "\"non_soumis\"", "7", "\"non_soumis\"", CAQES_PRESENT);
    check_value(w, SECTION_DONNEES, "journees", 7);
    check_combined(w, "\"non_soumis\"", "null", "7", CAQES_NULL);
    check_combined(w, "\"DI\"", "null", "7", CAQES_DONNEES_INSUFFISANTES);
    check_combined(w, "\"DI\"", "\"NV\"", "null", CAQES_NON_VALIDE);
    check_combined(w, "\"non_repondant\"", "\"NV\"", "\"DI\"", CAQES_NON_REPONDANT);
    read_entities(w, "", "\"delai_moyen\":\"non_soumis\"", "\"delai_moyen\":2", "\"delai_moyen\":1");
    check_value(w, SECTION_DONNEES, "delai_moyen", 20);
    read_entities(w, "", "\"part_conforme\":\"non_soumis\"", "\"part_conforme\":0.2", "\"part_conforme\":0.3");
    check_value(w, SECTION_DONNEES, "part_conforme", 200000);
}

static void a_part_that_is_missing_makes_the_whole_absent(void **state) {
    struct world *w = *state;
    const char *const lacking[] = {"\"journees\":3,\"delai_moyen\":1", "\"delai_moyen\":1",
                                   "\"delai_moyen\":2,\"journees\":\"non_repondant\"", "\"delai_moyen\":2"};
    const char *const last[] = {"\"journees\":3", ""};
    assert_true(open_text(w, with_entities(w, "", lacking, 4)));
    assert_true(next(w));
    check_presence(w, "journees", CAQES_NULL);
    check_value(w, SECTION_DONNEES, "delai_moyen", 20);
    if (!strstr(messages(w), arena_format(&w->arena, "EG %s and 1 more does not give", w->record.entities[1].finess)))
        fail_msg("%s", messages(w));
    assert_true(open_text(w, with_entities(w, "", last, 2)));
    assert_true(next(w));
    check_presence(w, "journees", CAQES_NULL);
    assert_non_null(strstr(messages(w), arena_format(&w->arena, "EG %s does not give", w->record.entities[1].finess)));
    assert_int_equal(w->diag.warnings, 2);
    assert_int_equal(w->diag.errors, 0);
}

static void the_whole_is_as_old_as_its_oldest_part(void **state) {
    struct world *w = *state;
    read_entities(w, ",\"lits\":{\"valeur\":1,\"producteur\":\"SAE\"}",
                  "\"journees\":{\"valeur\":1,\"producteur\":\"DIM\"},\"delai_moyen\":2",
                  "\"delai_moyen\":3,\"journees\":[{\"valeur\":500,\"extraction\":\"2018-01-01\"},"
                  "{\"valeur\":20,\"producteur\":\"ATIH\",\"periode\":\"M12\",\"extraction\":\"2019-03-02\"}]",
                  "\"journees\":{\"valeur\":300,\"extraction\":\"2019-03-03\"},"
                  "\"delai_moyen\":{\"valeur\":\"non_soumis\",\"extraction\":\"2000-01-01\"}");
    check_value(w, SECTION_DONNEES, "journees", 321);
    assert_int_equal(w->record.provenance_count, 2);
    assert_string_equal(source(w, 0, "lits")->producer, "SAE");
    assert_int_equal(source(w, 1, "journees")->extraction, 20190302);
    assert_string_equal(w->record.provenances[1].producer, "ATIH");
    assert_string_equal(w->record.provenances[1].period, "M12");
    assert_false(w->record.provenances[1].replaced);
}

/* First the extractions of each, then the EG together, then the years. */
static void entities_come_before_the_years(void **state) {
    struct world *w = *state;
    read_entities(w, "",
                  CLASS "@N-1\":[{\"valeur\":\"E\",\"extraction\":\"2017-01-01\"},"
                        "{\"valeur\":\"B\",\"extraction\":\"2017-06-01\"}]",
                  CLASS "@N-1\":\"C\"", CLASS "@N-1\":\"A\"");
    check_value(w, SECTION_DONNEES, "classe_bisannuelle", 2);
    assert_int_equal(age_of(w, "classe_bisannuelle"), 1);
}

static void an_ej_may_have_no_entity(void **state) {
    struct world *w = *state;
    read_good(w, dossier(w, "990000012", SIGNED, ",\"journees\":1", ",\"etablissements_geographiques\":[]"));
    assert_int_equal(w->record.entity_count, 0);
    check_value(w, SECTION_DONNEES, "journees", 1);
}

/* ---- GHT --------------------------------------------------------------------------------------- */

static void a_ght_is_kept(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ""));
    assert_string_equal(w->record.ght, "");
    read_good(w, "{\"format\":\"caqes-dossier\",\"version\":1,\"exercice\":2018,\"etablissement\":{\"finess\":"
                 "\"990000020\",\"niveau\":\"EJ\",\"ght\":\"GHT Val-Fictif Nord\",\"statut\":\"ex-DG\",\"champs\":"
                 "[\"MCO\"]},\"contrat\":{" SIGNED "},\"donnees\":{\"produits_am\":1}}");
    assert_string_equal(w->record.ght, "GHT Val-Fictif Nord");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_period_goes_with_a_value),
        TEST(the_latest_extraction_counts),
        TEST(a_state_replaces_a_value),
        TEST(many_extractions_are_put_in_order),
        TEST(two_values_of_a_day_are_refused),
        TEST(an_absent_year_takes_the_one_before),
        TEST(two_years_may_be_all_there_is),
        TEST(entities_make_the_values_of_their_ej),
        TEST(a_sum_fits_when_its_total_does),
        TEST(a_sum_over_its_limits_is_refused),
        TEST(the_gravest_answer_is_that_of_all),
        TEST(a_part_that_is_missing_makes_the_whole_absent),
        TEST(the_whole_is_as_old_as_its_oldest_part),
        TEST(entities_come_before_the_years),
        TEST(an_ej_may_have_no_entity),
        TEST(a_ght_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
