/* SPDX-License-Identifier: MIT
 *
 * Tables of indicators: what they become in a manifest and in rule cases. The national plugins stand for what is
 * installed. What is refused is in tests/bad/indicators: each file with all its messages, in a sibling ".expected"; to
 * accept new ones after reading them: CAQES_ACCEPT=1 test-kit. */
#include "check.h"

#include "host/kit/indicators.h"
#include "tests/campaign_fixture.h"

#include <dirent.h>

#define BAD "tests/bad/indicators"

static struct kit_world world(struct fixture *f) {
    const struct manifest **m = arena_alloc(&f->arena, 2 * sizeof *m);
    struct plugin *socle = fixture_plugin_of("plugins/socle/manifest.json", "socle", &f->arena, &f->diag);
    struct plugin *quality = fixture_plugin_of("plugins/qualite/manifest.json", "qualite", &f->arena, &f->diag);
    assert_non_null(socle);
    assert_non_null(quality);
    m[0] = socle->manifest;
    m[1] = quality->manifest;
    return (struct kit_world){model_read("conf/modeles/caqes-2018.cfg", &f->arena, &f->diag), m, 2};
}

static void parse(struct fixture *f, struct kit_indicators *t, const char *text) {
    struct kit_world w = world(f);
    bool good = kit_indicators_parse(t, "table.csv", text, strlen(text), &w, &f->arena, &f->diag);
    assert_string_equal(fixture_said(f), "");
    assert_true(good);
}

/* The manifest that a table makes, as the host reads it. */
static const struct manifest *manifest_of(struct fixture *f, const struct kit_indicators *t) {
    struct kit_manifest_parts parts = kit_manifest_parts(t, &f->arena);
    const char *json = arena_format(
        &f->arena,
        "{\"manifest\": 1, \"id\": \"fr.essai.table\", \"version\": \"0.1.0\", \"label\": \"Essai\", \"publisher\": "
        "\"essai\", \"licence\": \"MIT\", \"abi\": {\"major\": 1, \"minor\": 0}, \"kind\": \"indicators\", \"years\": "
        "{\"first\": 2018, \"last\": 2021}, \"inputs\": %s, \"indicators\": %s, \"obligations\": %s}",
        parts.inputs, parts.indicators, parts.obligations);
    const struct manifest *m = manifest_parse(json, strlen(json), "manifest.json", &f->arena, &f->diag);
    assert_string_equal(fixture_said(f), "");
    assert_non_null(m);
    return m;
}

/* ---- Names ---------------------------------------------------------------------------------------- */

static void names(void **state) {
    static const char *const of[][2] = {
        {"Nombre de prescriptions (ville)", "nombre_de_prescriptions_ville"},
        {"  Évènements indésirables – graves  ", "evenements_indesirables_graves"},
        {"Mise en œuvre d'ŒUVRES", "mise_en_oeuvre_d_oeuvres"},
        {"100 %", "100"},
        {"Lits & places", "lits_places"},
        /* Cut between words, at 60 at most. */
        {"Nombre de prescriptions hospitalières exécutées en ville avec identification complète",
         "nombre_de_prescriptions_hospitalieres_executees_en_ville"},
        {"« ? »", NULL},
        {"", NULL}};
    struct arena arena = ARENA_EMPTY;
    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const char *name = kit_name_of(of[i][0], &arena);
        if (of[i][1]) {
            assert_string_equal(name, of[i][1]);
        } else {
            assert_null(name);
        }
    }
    arena_free(&arena);
}

/* ---- Tables --------------------------------------------------------------------------------------- */

/* One table, as four spreadsheets write it. */
static void separators(void **state) {
    static const char *const texts[] = {
        "code;label;numerator;denominator;direction;target;coefficient\nA;Taux;x;y;higher;0,45;1\n",
        "\xEF\xBB\xBF\"code\";libellé;numérateur;dénominateur;sens;cible;poids\r\nA;Taux;x;y;hausse;45\xC2\xA0%;1\r\n",
        "target\tcode\tlabel\tnumerator\tdenominator\tdirection\tcoefficient\n0,450\tA\tTaux\tx\ty\t>=\t1,0\n",
        "code,label,numerator,denominator,direction,target,coefficient\nA,Taux,x,y,≥,\"45,0 %\",1\n"};
    struct kit_manifest_parts first = {0};
    struct fixture f;
    (void)state;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct kit_indicators t;
        struct kit_manifest_parts parts;
        parse(&f, &t, texts[i]);
        parts = kit_manifest_parts(&t, &f.arena);
        if (i == 0) first = parts;
        assert_string_equal(parts.inputs, first.inputs);
        assert_string_equal(parts.indicators, first.indicators);
        assert_string_equal(parts.obligations, first.obligations);
    }
    fixture_close(&f);
}

static const struct manifest_parameter *target_of(const struct manifest *m, uint32_t indicator) {
    return manifest_parameter_at(m, (uint32_t)m->indicators[indicator].target_slot);
}

static void kinds(void **state) {
    struct fixture f;
    struct kit_indicators t;
    const struct manifest *m;
    (void)state;
    fixture_open(&f);
    parse(&f, &t,
          "code;label;numerator;denominator;direction;target;coefficient;nature;type;unit;set by;volet;role;article\n"
          "A;Un taux;Nombre de b;a1 + a2;plus haut;33,3 %;0,5;;;;;;;\n"
          "B;Une évolution;Dépenses;;baisse;-1,5 %;;évolution;euros;;region + contrat;transports;;\"Annexe ; 4\"\n"
          "C;Un oui/non;Fait ?;;;;2;oui/non;;;;;générale;\n"
          "D;Un nombre;a1;nombre de B;lower;1 234,5;;ratio;;nombre;;;;\n"
          "E;Cible au contrat;a2;a1;>=;;;;;;;;;\n");
    m = manifest_of(&f, &t);
    assert_int_equal(m->indicator_count, 5);
    assert_int_equal(t.input_count, 5); /* nombre_de_b, a1, a2, depenses, fait */
    assert_string_equal(m->inputs[0].spec.name, "nombre_de_b");
    assert_string_equal(m->inputs[0].spec.label, "Nombre de b");
    assert_int_equal(m->indicators[0].denominator_count, 2);
    assert_int_equal(target_of(m, 0)->default_value, 333000);
    assert_int_equal(m->parameters[m->indicators[0].coefficient_slot - m->input_count].default_value, 500000);
    assert_int_equal(m->indicators[1].kind, KIND_GROWTH);
    assert_int_equal(m->indicators[1].direction, DIRECTION_LOWER);
    assert_int_equal(m->slots[m->indicators[1].numerator[0]]->type, TYPE_EUROS);
    assert_int_equal(target_of(m, 1)->default_value, -15000);
    assert_int_equal(target_of(m, 1)->set_by, SET_BY_REGION | SET_BY_CONTRACT);
    assert_string_equal(m->obligations[1].volet, "transports");
    assert_string_equal(m->obligations[1].article, "Annexe ; 4");
    assert_int_equal(m->indicators[2].kind, KIND_YES_NO);
    assert_int_equal(m->obligations[2].role, CAQES_GENERALE);
    assert_int_equal(target_of(m, 3)->default_value, 1234500000);
    assert_string_equal(m->indicators[3].unit, "number");
    assert_false(target_of(m, 4)->has_default);
    fixture_close(&f);
}

/* A datum of an installed plugin is described as there, or the two would not go together in a campaign. */
static void shared_data(void **state) {
    struct fixture f;
    struct kit_indicators t;
    const struct manifest *m;
    (void)state;
    fixture_open(&f);
    parse(&f, &t,
          "code;label;numerator;denominator;direction;target;coefficient\nA;Produits par séjour en "
          "part;produits_am;Séjours;lower;50 %;1\n");
    m = manifest_of(&f, &t);
    assert_string_equal(t.inputs[0].owner, "fr.caqes.socle");
    assert_int_equal(m->inputs[0].spec.type, TYPE_EUROS);
    assert_string_equal(t.inputs[1].owner, "fr.caqes.qualite");
    assert_string_equal(m->inputs[1].spec.name, "sejours");
    assert_string_equal(m->inputs[1].spec.unit, "séjours");
    fixture_close(&f);
}

/* ---- Cases ---------------------------------------------------------------------------------------- */

static const char *rows_of(struct fixture *f, const struct kit_indicators *t) {
    const char *text = kit_cases(t, &t->list[0], &f->arena);
    return strstr(text, "\ncas;") + 1;
}

static void check_cases(const char *table, const char *rows) {
    struct fixture f;
    struct kit_indicators t;
    fixture_open(&f);
    parse(&f, &t, table);
    assert_string_equal(rows_of(&f, &t), rows);
    fixture_close(&f);
}

/* 2,2 % has three decimals: 22 of 1 000. */
static void cases_of_ratio(void **state) {
    (void)state;
    check_cases("code;label;numerator;denominator;direction;target;coefficient\nA;L;x;y;lower;2,2 %;1\n",
                "cas;article;x;y;=indicateur.A;=valeur.A\n"
                "à la cible : égal vaut atteint;Contrat régional;22;1000;atteint;2,2\xC2\xA0%\n"
                "une unité au-dessous de la cible;Contrat régional;21;1000;atteint;2,1\xC2\xA0%\n"
                "une unité au-dessus de la cible;Contrat régional;23;1000;non atteint;2,3\xC2\xA0%\n"
                "numérateur nul;Contrat régional;0;1000;atteint;0\xC2\xA0%\n"
                "dénominateur nul;Contrat régional;0;0;sans objet;sans objet\n"
                "x absent;Contrat régional;absent;1000;inconnu;inconnu\n"
                "y absent;Contrat régional;22;absent;inconnu;inconnu\n"
                "y non soumis;Contrat régional;22;non soumis;sans objet;sans objet\n");
}

/* The numerator is a part of the denominator: 100 of 100 + 0. Nothing is above 100 %. */
static void cases_of_part(void **state) {
    (void)state;
    check_cases("code;label;numerator;denominator;direction;target;coefficient\nA;L;x;x + y;higher;100 %;1\n",
                "cas;article;x;y;=indicateur.A;=valeur.A\n"
                "à la cible : égal vaut atteint;Contrat régional;100;0;atteint;100\xC2\xA0%\n"
                "une unité au-dessous de la cible;Contrat régional;99;1;non atteint;99\xC2\xA0%\n"
                "numérateur nul;Contrat régional;0;100;non atteint;0\xC2\xA0%\n"
                "dénominateur nul;Contrat régional;0;0;sans objet;sans objet\n"
                "x absent;Contrat régional;absent;0;inconnu;inconnu\n"
                "y absent;Contrat régional;100;absent;inconnu;inconnu\n"
                "y non soumis;Contrat régional;100;non soumis;sans objet;sans objet\n");
}

/* From 1 000,00: 985,00 is -1,5 %, a centime is 0,001 %. The contract has the volet, and sets a weight that is not 0.
 */
static void cases_of_growth(void **state) {
    (void)state;
    check_cases("code;label;numerator;denominator;direction;target;coefficient;kind;type;volet\n"
                "A;L;x;;higher;-1,5 %;0;growth;euros;qualite\n",
                "cas;article;contrat.qualite;coefficient.A;x;x@N-1;=indicateur.A;=valeur.A\n"
                "base;;oui;1;;;;\n"
                "à la cible : égal vaut atteint;Contrat régional;;;985,00;1000,00;atteint;-1,5\xC2\xA0%\n"
                "une unité au-dessous de la cible;Contrat régional;;;984,99;1000,00;non atteint;-1,501\xC2\xA0%\n"
                "une unité au-dessus de la cible;Contrat régional;;;985,01;1000,00;atteint;-1,499\xC2\xA0%\n"
                "plus rien cette année;Contrat régional;;;0,00;1000,00;non atteint;-100\xC2\xA0%\n"
                "rien l'année d'avant;Contrat régional;;;985,00;0,00;sans objet;sans objet\n"
                "x absent;Contrat régional;;;absent;1000,00;inconnu;inconnu\n"
                "x@N-1 absent;Contrat régional;;;985,00;absent;inconnu;inconnu\n"
                "x@N-1 non soumis;Contrat régional;;;985,00;non soumis;sans objet;sans objet\n");
}

/* `doc` is a rate of the HAS, at most 1, two-yearly: 0,5 of 1, a millionth, and no year N that is absent. */
static void cases_of_rate(void **state) {
    (void)state;
    check_cases("code;label;numerator;denominator;direction;target;coefficient;kind\nA;L;doc;;lower;-50 %;1;growth\n",
                "cas;article;doc;doc@N-1;=indicateur.A;=valeur.A\n"
                "à la cible : égal vaut atteint;Contrat régional;0,500000;1,000000;atteint;-50\xC2\xA0%\n"
                "une unité au-dessous de la cible;Contrat régional;0,499999;1,000000;atteint;-50,0001\xC2\xA0%\n"
                "une unité au-dessus de la cible;Contrat régional;0,500001;1,000000;non atteint;-49,9999\xC2\xA0%\n"
                "plus rien cette année;Contrat régional;0,000000;1,000000;atteint;-100\xC2\xA0%\n"
                "rien l'année d'avant;Contrat régional;0,500000;0,000000;sans objet;sans objet\n"
                "doc@N-1 non soumis;Contrat régional;0,500000;non soumis;sans objet;sans objet\n");
}

/* ---- What is refused ------------------------------------------------------------------------------ */

static bool is_as_expected(const char *name) {
    struct fixture f;
    struct kit_indicators t;
    struct kit_world w;
    size_t length = 0;
    const char *path, *expected_path, *expected;
    bool same, accepted;
    fixture_open(&f);
    w = world(&f);
    path = arena_format(&f.arena, BAD "/%s", name);
    expected_path = arena_format(&f.arena, "%.*s.expected", (int)(strlen(path) - 4), path);
    accepted = kit_indicators_read(&t, path, &w, &f.arena, &f.diag);
    fixture_said(&f);
    if (accepted) fprintf(stderr, "%s is accepted\n", path);
    assert_true(accepted || f.diag.exit_code == CAQES_EXIT_INPUT);
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
    return same && !accepted;
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
        wrong += !is_as_expected(entry->d_name);
        seen++;
    }
    closedir(dir);
    assert_int_equal(wrong, 0);
    assert_true(seen >= 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),           cmocka_unit_test(separators),     cmocka_unit_test(kinds),
        cmocka_unit_test(shared_data),     cmocka_unit_test(cases_of_ratio), cmocka_unit_test(cases_of_part),
        cmocka_unit_test(cases_of_growth), cmocka_unit_test(cases_of_rate),  cmocka_unit_test(bad_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
