/* SPDX-License-Identifier: MIT
 *
 * Rule cases: cells, numbers, columns, dossiers. What is refused is in tests/bad/cases: each file with the messages it
 * must give, to the byte, in a sibling ".expected". To accept new messages after reading them: CAQES_ACCEPT=1
 * test-cases. Results against grids are in tests/cases, which need the plugins. */
#include "check.h"

#include "host/cases/case_dossier.h"
#include "host/cases/case_expect.h"
#include "host/cases/case_run.h"
#include "host/cases/case_value.h"
#include "tests/campaign_fixture.h"

#include <dirent.h>

#define BAD "tests/bad/cases"

static void parse(struct fixture *f, struct csv_table *t, const char *text) {
    case_table_parse(t, "cas.csv", text, strlen(text), &f->arena, &f->diag);
}

static void assert_cell(const struct csv_cell *c, const char *text, uint32_t line, uint32_t column) {
    assert_string_equal(c->text, text);
    assert_int_equal(c->line, line);
    assert_int_equal(c->column, column);
}

/* ---- Cells --------------------------------------------------------------------------------------- */

static void plain_cells(void **state) {
    struct fixture f;
    struct csv_table t;
    (void)state;
    fixture_open(&f);
    parse(&f, &t, "a;b ;\t c d\n1; 2;\n;';'3");
    assert_string_equal(fixture_said(&f), "");
    assert_int_equal(t.column_count, 3);
    assert_int_equal(t.row_count, 2);
    assert_cell(&t.names[1], "b", 1, 3);
    assert_cell(&t.names[2], "c d", 1, 6);
    assert_cell(&t.rows[0].cells[1], "2", 2, 3);
    assert_cell(&t.rows[0].cells[2], "", 2, 6);
    assert_cell(&t.rows[1].cells[1], "", 3, 2);
    assert_cell(&t.rows[1].cells[2], "3", 3, 4);
    assert_int_equal(t.rows[1].cells[2].index, 2);
    fixture_close(&f);
}

static void quoted_cells(void **state) {
    struct fixture f;
    struct csv_table t;
    (void)state;
    fixture_open(&f);
    parse(&f, &t, "\"a\";b;c\n\"x;y\" ; \"il dit \"\"oui\"\"\";\"deux\nlignes\"\n\"\";\"\"\"\";dit \"non\"\n");
    assert_string_equal(fixture_said(&f), "");
    assert_int_equal(t.row_count, 2);
    assert_cell(&t.names[0], "a", 1, 1);
    assert_cell(&t.rows[0].cells[0], "x;y", 2, 1);
    assert_cell(&t.rows[0].cells[1], "il dit \"oui\"", 2, 9);
    assert_cell(&t.rows[0].cells[2], "deux\nlignes", 2, 26);
    assert_cell(&t.rows[1].cells[0], "", 4, 1);
    assert_cell(&t.rows[1].cells[1], "\"", 4, 4);
    assert_cell(&t.rows[1].cells[2], "dit \"non\"", 4, 9);
    fixture_close(&f);
}

static void ends_of_lines_and_marks(void **state) {
    static const char *const texts[] = {"a;b\n1;2\n3;4\n", "a;b\r\n1;2\r\n3;4\r\n", "a;b\r1;2\r3;4",
                                        "\357\273\277a;b\n1;2\n\n;\n3;4;;\n", "a;b;;\n1;2;;\n3;4;;\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture f;
        struct csv_table t;
        fixture_open(&f);
        parse(&f, &t, texts[i]);
        assert_string_equal(fixture_said(&f), "");
        assert_int_equal(t.column_count, 2);
        assert_int_equal(t.row_count, 2);
        assert_string_equal(t.names[0].text, "a");
        assert_string_equal(t.rows[0].cells[1].text, "2");
        assert_string_equal(t.rows[1].cells[1].text, "4");
        assert_int_equal(t.rows[1].line, i == 3 ? 5 : 3);
        fixture_close(&f);
    }
}

static void comments_and_campaign(void **state) {
    static const struct {
        const char *text, *campaign;
    } cases[] = {{"# un \"mot; seul\na;b\n1;2\n  # fin\n", NULL},
                 {"# campagne: ../campagne.cfg\na;b\n1;2\n", "../campagne.cfg"},
                 {"#campagne :c.cfg;;;\r\na;b\r\n1;2\r\n", "c.cfg"},
                 {"\"# campagne: ici ; là.cfg\";\na;b\n1;2\n", "ici ; là.cfg"},
                 {"# campagnes: x\na;b\n\"# rangée; commentée\";\n1;2\n", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        struct csv_table t;
        fixture_open(&f);
        parse(&f, &t, cases[i].text);
        assert_string_equal(fixture_said(&f), "");
        assert_int_equal(t.row_count, 1);
        assert_int_equal(t.setting != NULL, cases[i].campaign != NULL);
        if (t.setting) assert_string_equal(t.setting->text, cases[i].campaign);
        fixture_close(&f);
    }
}

/* ---- Values -------------------------------------------------------------------------------------- */

static void numbers(void **state) {
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"0", "0"},
        {"12", "12"},
        {"-12,50", "-12.50"},
        {"\u221212,5", "-12.5"},
        {"+3", "3"},
        {"1 022 000,01", "1022000.01"},
        {"1\u00a0022\u00a0000,01", "1022000.01"},
        {"1\u202f022\u202f000,01\u00a0€", "1022000.01"},
        {"2,2 %", "0.022"},
        {"2,2%", "0.022"},
        {"100 %", "1.00"},
        {"-0,5\u202f%", "-0.005"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
        {"", NULL},
        {",5", NULL},
        {"1,", NULL},
        {"1.5", NULL},
        {"1 02", NULL},
        {"1 0222", NULL},
        {"1234 567", NULL},
        {"1e5", NULL},
        {"1,5,2", NULL},
        {"--1", NULL},
        {"12 %€", NULL},
        {"%", NULL},
        {"abc", NULL},
        {"1234567890123456789012345678901", NULL},
        {"0,1234567890123456789", NULL},
    };
    struct arena arena = ARENA_EMPTY;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct case_number n;
        print_message("  %s\n", cases[i].text);
        assert_int_equal(case_number_read(cases[i].text, &n), cases[i].json != NULL);
        if (cases[i].json) assert_string_equal(case_number_json(&n, &arena), cases[i].json);
    }
    arena_free(&arena);
}

static void fractions(void **state) {
    static const struct {
        const char *text;
        int64_t num, den; /* den 0: refused */
        const char *unit, *shown;
    } cases[] = {
        {"2,2 %", 11, 500, "rate", "2,2\u00a0%"},
        {"2,200001 %", 2200001, 100000000, "growth", "2,200001\u00a0%"},
        {"1/3", 1, 3, "rate", "1/3 (environ 33,33\u00a0%)"},
        {"-2/6", -1, 3, "", "-1/3 (environ -0,33)"},
        {"12,5", 25, 2, "points", "12,5"},
        {"1 000/4", 250, 1, "", "250"},
        {"22 450,00 €", 22450, 1, "euros", "22\u202f450\u00a0€"},
        {"1/0", 0, 0, "", ""},
        {"1/-2", 0, 0, "", ""},
        {"1,5/2", 0, 0, "", ""},
        {"/2", 0, 0, "", ""},
        {"1/", 0, 0, "", ""},
    };
    struct arena arena = ARENA_EMPTY;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct caqes_fraction value = {0, 0};
        print_message("  %s\n", cases[i].text);
        assert_int_equal(case_fraction_read(cases[i].text, &value), cases[i].den != 0);
        if (cases[i].den == 0) continue;
        assert_int_equal(caqes_fraction_compare(value, caqes_fraction_of(cases[i].num, cases[i].den)), 0);
        assert_string_equal(case_fraction_text(value, cases[i].unit, &arena), cases[i].shown);
    }
    arena_free(&arena);
}

static void words_dates_and_parts(void **state) {
    struct arena arena = ARENA_EMPTY;
    const char **parts;
    uint32_t count;
    (void)state;
    assert_true(case_same_word("non répondant", "NON_REPONDANT"));
    assert_true(case_same_word("Échu", "echu"));
    assert_true(case_same_word("non\u00a0soumis", "non soumis"));
    assert_false(case_same_word("atteint", "atteinte"));
    assert_false(case_same_word("non atteint", "nonatteint"));
    assert_string_equal(case_date_json("31/12/2018", &arena), "2018-12-31");
    assert_string_equal(case_date_json("2018-12-31", &arena), "2018-12-31");
    assert_string_equal(case_date_json("1/12/2018", &arena), "1/12/2018");
    parts = case_parts("2:100 % + 1:0 %", &arena, &count);
    assert_int_equal(count, 2);
    assert_string_equal(parts[0], "2:100 %");
    assert_string_equal(parts[1], "1:0 %");
    parts = case_parts("MCO+SSR+", &arena, &count);
    assert_int_equal(count, 3);
    assert_string_equal(parts[2], "");
    arena_free(&arena);
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

/* The fixture campaign; its plugins have no code, which a refused one is not asked for. */
static const struct campaign *campaign_of(struct fixture *f) {
    struct campaign *c = fixture_read(f, FIXTURES "/campagne.cfg");
    assert_non_null(c);
    for (uint32_t i = 0; i < c->plugin_count; i++) c->plugins[i].refusal = "essai";
    return c;
}

static void open_sheet(struct fixture *f, struct case_sheet *s, struct csv_table *t) {
    const struct campaign *c = campaign_of(f);
    struct case_vocabulary words = case_vocabulary(c, &f->arena);
    case_sheet_open(s, t, c, &words);
}

static void a_row_is_this_dossier(void **state) {
    struct fixture f;
    struct csv_table t;
    struct case_sheet s;
    struct case_dossier d;
    const char *at;
    (void)state;
    fixture_open(&f);
    parse(&f, &t,
          "cas;article;champs;statut;contrat.transports;signature.transports;depenses;depenses@N-1;prothese;hygiene;"
          "cible.EVOLUTION;parametre.base_economies;plan.transports;actes.transports;json.contrat.transports;patients;"
          "=total\n"
          "base;;;;oui;;1 022 000,01;1 000 000;oui;;2,2 %;;;;;12;\n"
          "a;Annexe 4;MCO+SSR;ex-OQN;;01/12/2017;;non répondant;null;Non;;cible;2:100 % + 1:0 %;x + y;"
          "\"\"\"fin\"\":\n\"\"2019-12-31\"\"\";absent;0\n");
    open_sheet(&f, &s, &t);
    case_dossier_write(&s, &t.rows[1], &d);
    assert_string_equal(fixture_said(&f), "");
    assert_string_equal(
        d.text, "{\"format\":\"caqes-dossier\",\"version\":1,\"exercice\":2018,"
                "\"etablissement\":{\"finess\":\"000000003\",\"niveau\":\"EJ\",\"region\":\"Région d'essai\","
                "\"statut\":\"ex-OQN\",\"champs\":[\"MCO\",\"SSR\"]},"
                "\"contrat\":{\"socle\":{\"signature\":\"2017-12-01\"},"
                "\"transports\":{\"signature\":\"2017-12-01\",\"cibles\":{\"EVOLUTION\":0.022},"
                "\"parametres\":{\"base_economies\":\"cible\"},\"actes\":[\"x\",\"y\"],\"fin\": \"2019-12-31\"}},"
                "\"donnees\":{\"depenses\":1022000.01,\"depenses@N-1\":\"non_repondant\",\"prothese\":null,"
                "\"hygiene\":\"non\"},"
                "\"plan_actions\":{\"transports\":[{\"action\":\"Action 1\",\"poids\":2,\"avancement\":1.00},"
                "{\"action\":\"Action 2\",\"poids\":1,\"avancement\":0.00}]}}");
    /* What is said of a byte is said of its cell: of the row, or of its base. */
    at = strstr(d.text, "1022000.01");
    assert_ptr_equal(case_dossier_cell(&d, (size_t)(at - d.text)), &t.rows[0].cells[6]);
    at = strstr(d.text, "\"base_economies\"");
    assert_ptr_equal(case_dossier_cell(&d, (size_t)(at - d.text)), &t.rows[1].cells[11]);
    at = strstr(d.text, "\"transports\":{");
    assert_ptr_equal(case_dossier_cell(&d, (size_t)(at - d.text)), &t.rows[0].cells[4]);
    assert_null(case_dossier_cell(&d, 0));
    fixture_close(&f);
}

/* A volet that is refused keeps its terms, and loses the signature that the base gives. */
static void a_refusal_and_an_absence(void **state) {
    struct fixture f;
    struct csv_table t;
    struct case_sheet s;
    struct case_dossier d;
    (void)state;
    fixture_open(&f);
    parse(&f, &t,
          "cas;article;contrat.socle;contrat.transports;signature.transports;cible.EVOLUTION;parametre.maximum;=total\n"
          "base;;;oui;01/12/2017;2 %;5,00;\n"
          "a;b;;refus;;;;0\n"
          "c;b;refus;non;;;;0\n");
    open_sheet(&f, &s, &t);
    case_dossier_write(&s, &t.rows[1], &d);
    assert_non_null(strstr(d.text, "\"transports\":{\"refus\":\"oui\",\"cibles\":{\"EVOLUTION\":0.02},"
                                   "\"parametres\":{\"maximum\":5.00}}"));
    case_dossier_write(&s, &t.rows[2], &d);
    assert_non_null(strstr(d.text, "\"contrat\":{\"socle\":{\"refus\":\"oui\"}},"));
    assert_string_equal(fixture_said(&f), "");
    fixture_close(&f);
}

/* ---- Bad files ----------------------------------------------------------------------------------- */

static void refuse(struct fixture *f, const char *path) {
    struct csv_table t;
    struct case_sheet s;
    struct case_outcome o = {0};
    assert_true(case_table_read(&t, path, &f->arena, &f->diag));
    if (t.column_count > 0) {
        open_sheet(f, &s, &t);
        case_run(&s, &o);
    }
    if (!t.faulty && o.faulty == 0) fail_msg("%s is accepted", path);
    assert_int_equal(f->diag.exit_code, CAQES_EXIT_INPUT);
}

static bool is_as_expected(const char *name) {
    struct fixture f;
    size_t length = 0;
    const char *path, *expected_path, *expected;
    bool same;
    fixture_open(&f);
    path = arena_format(&f.arena, BAD "/%s", name);
    expected_path = arena_format(&f.arena, "%.*s.expected", (int)(strlen(path) - 4), path);
    refuse(&f, path);
    fixture_said(&f);
    if (getenv("CAQES_ACCEPT")) {
        FILE *out = fopen(expected_path, "w");
        assert_non_null(out);
        fputs(f.said, out);
        fclose(out);
    }
    expected = fixture_file(&f.arena, expected_path, &length);
    same = expected && strcmp(expected, f.said) == 0;
    if (!same) fprintf(stderr, "%s: expected\n%sbut found\n%s", path, expected ? expected : "(no file)\n", f.said);
    fixture_close(&f);
    return same;
}

static void bad_files(void **state) {
    DIR *dir = opendir(BAD);
    const struct dirent *entry;
    unsigned seen = 0, wrong = 0;
    (void)state;
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 4, ".csv") != 0) continue;
        if (!is_as_expected(entry->d_name)) wrong++;
        seen++;
    }
    closedir(dir);
    assert_int_equal(wrong, 0);
    assert_true(seen >= 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_cells),
        cmocka_unit_test(quoted_cells),
        cmocka_unit_test(ends_of_lines_and_marks),
        cmocka_unit_test(comments_and_campaign),
        cmocka_unit_test(numbers),
        cmocka_unit_test(fractions),
        cmocka_unit_test(words_dates_and_parts),
        cmocka_unit_test(a_row_is_this_dossier),
        cmocka_unit_test(a_refusal_and_an_absence),
        cmocka_unit_test(bad_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
