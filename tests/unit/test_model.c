/* SPDX-License-Identifier: MIT */
#include "bad_files.h"

#include "host/campaign/model_internal.h"

static const struct model *read_model(struct fixture *f, const char *file) {
    const struct model *m = model_read(file, &f->arena, &f->diag);
    if (!m) print_error("%s", fixture_said(f));
    assert_non_null(m);
    return m;
}

static void the_model_of_2018_is_that_of_the_texts(void **state) {
    struct fixture f;
    const struct model *m;
    uint32_t v;
    int64_t rate = 0;
    static const struct {
        const char *code;
        bool mandatory, rewards;
    } rows[] = {
        {"socle", true, false}, {"transports", false, true}, {"pertinence", false, true}, {"qualite", false, false}};
    (void)state;
    fixture_open(&f);
    m = read_model(&f, "conf/modeles/caqes-2018.cfg");
    assert_string_equal(m->code, "caqes-2018");
    assert_int_equal(m->first_year, 2018);
    assert_int_equal(m->last_year, 2021);
    assert_false(m->ceiling_over_contract);
    assert_null(m->contract_ceiling);
    assert_int_equal(m->volet_count, 4);
    for (v = 0; v < m->volet_count; v++) {
        const struct model_nature *loss = model_nature_of(&m->volets[v], "sanction_produits");
        assert_string_equal(m->volets[v].code, rows[v].code);
        assert_int_equal(m->volets[v].mandatory, rows[v].mandatory);
        assert_int_equal(model_nature_of(&m->volets[v], "interessement") != NULL, rows[v].rewards);
        /* 1 % of products, on every row. */
        assert_non_null(loss);
        assert_int_equal(loss->sign, -1);
        assert_true(loss->contract_ceiling);
        assert_int_equal(loss->ceiling_count, 1);
        assert_int_equal(loss->ceilings[0].rate, 10000);
        assert_string_equal(loss->ceilings[0].bases[0]->a, "produits_am");
        /* The socle has no end; the others last 1 to 5 years, and are not for HIA in 2018. */
        assert_int_equal(m->volets[v].least_years, v == 0 ? 0 : 1);
        assert_int_equal(m->volets[v].most_years, v == 0 ? 0 : 5);
        assert_int_equal(model_exclusion_of(&m->volets[v], 2, 2018) != NULL, v != 0);
        assert_null(model_exclusion_of(&m->volets[v], 2, 2019));
        assert_null(model_exclusion_of(&m->volets[v], 0, 2018));
        /* The liste en sus is reduced on the socle only, and there products may have a rate of their own. */
        assert_int_equal(model_products_nature(&m->volets[v], NULL) != NULL, v == 0);
        assert_int_equal(model_nature_of(&m->volets[v], "reduction_liste_en_sus") != NULL, v == 0);
    }
    assert_int_equal(model_nature_of(&m->volets[0], "reduction_liste_en_sus")->ceilings[0].rate, 300000);
    assert_int_equal(model_nature_of(&m->volets[2], "msap")->ceilings[0].constant, 6);
    assert_true(model_nature_of(&m->volets[2], "msap")->months);
    /* A MSAP is a sanction, without an amount (IV.b.ii). */
    assert_true(model_nature_is_sanction(model_nature_of(&m->volets[2], "msap")));
    assert_true(model_nature_is_sanction(model_nature_of(&m->volets[0], "reduction_liste_en_sus")));
    assert_false(model_nature_is_sanction(model_nature_of(&m->volets[2], "interessement")));
    assert_null(model_nature_of(&m->volets[3], "msap"));
    assert_string_equal(model_nature_of(&m->volets[2], "msap")->note, "ne s'applique pas en cas d'urgence (IV.b.ii)");
    assert_string_equal(m->volets[0].products_of, "liste_en_sus_remboursee");
    assert_ptr_equal(model_products_nature(&m->volets[0], &rate),
                     model_nature_of(&m->volets[0], "reduction_liste_en_sus"));
    assert_int_equal(rate, 300000);
    assert_string_equal(m->statuts[m->volets[1].exclusions[0].statut], "SSA");
    assert_string_equal(m->volets[1].exclusions[0].article, "II.a.i");
    fixture_close(&f);
}

static void bases_of_every_kind(void **state) {
    struct fixture f;
    const struct model *m;
    const struct model_nature *gain;
    const struct model_base *base;
    (void)state;
    fixture_open(&f);
    m = read_model(&f, FIXTURES "/modele.cfg");
    gain = model_nature_of(&m->volets[1], "interessement");
    assert_int_equal(gain->sign, 1);
    assert_false(gain->months);
    assert_int_equal(gain->ceiling_count, 2);
    assert_int_equal(gain->ceilings[0].base_count, 2);
    base = gain->ceilings[0].bases[0];
    assert_int_equal(base->kind, BASE_DIFFERENCE);
    assert_string_equal(base->a, "prevision");
    assert_string_equal(base->b, "depenses");
    assert_string_equal(base->choice, "base_economies");
    assert_string_equal(base->choice_value, "prevision");
    base = gain->ceilings[0].bases[1];
    assert_int_equal(base->kind, BASE_GROWTH);
    assert_string_equal(base->a, "depenses@N-1");
    assert_string_equal(base->rate, "cible.EVOLUTION");
    assert_string_equal(base->b, "depenses");
    base = gain->ceilings[1].bases[0];
    assert_int_equal(base->kind, BASE_PARAMETER);
    assert_string_equal(base->a, "maximum");
    assert_null(base->choice);
    assert_int_equal(gain->ceilings[1].rate, 1000000);
    assert_true(m->ceiling_over_contract);
    assert_int_equal(m->contract_ceiling->bases[0]->kind, BASE_INPUT);
    assert_string_equal(m->contract_ceiling->article, "Article 5");
    fixture_close(&f);
}

static void names_are_found(void **state) {
    struct fixture f;
    const struct model *m;
    (void)state;
    fixture_open(&f);
    m = read_model(&f, FIXTURES "/modele.cfg");
    assert_int_equal(model_volet_index(m, "transports"), 1);
    assert_int_equal(model_volet_index(m, "Transports"), -1);
    assert_int_equal(model_champ_index(m, "dialyse"), 2);
    assert_int_equal(model_champ_index(m, ""), -1);
    assert_int_equal(model_statut_index(m, "SSA"), 2);
    assert_int_equal(model_statut_index(m, "MCO"), -1);
    assert_null(model_nature_of(&m->volets[0], "interessement"));
    fixture_close(&f);
}

/* The model with one text for another. */
static const struct model *edited(struct fixture *f, const char *from, const char *to) {
    size_t length = 0;
    const char *text = fixture_file(&f->arena, FIXTURES "/modele.cfg", &length), *at = strstr(text, from);
    const struct setting *root;
    struct conf_reader r;
    assert_non_null(at);
    text = arena_format(&f->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    conf_open(&r, &f->arena, &f->diag);
    root = conf_parse(&r, "essai.cfg", text, strlen(text));
    assert_non_null(root);
    return model_build(&r, "essai.cfg", root);
}

static void terms_of_a_volet(void **state) {
    struct fixture f;
    const struct model *m;
    int64_t rate = 0;
    (void)state;
    fixture_open(&f);
    m = edited(&f, "premiere = 2018; derniere = 2018;", "premiere = 2018; derniere = 2019;");
    assert_non_null(m);
    assert_int_equal(m->volets[0].most_years, 0);
    assert_int_equal(m->volets[1].least_years, 1);
    assert_int_equal(m->volets[1].most_years, 5);
    assert_null(model_exclusion_of(&m->volets[1], 2, 2017));
    assert_string_equal(model_exclusion_of(&m->volets[1], 2, 2018)->article, "Article 6");
    assert_string_equal(model_exclusion_of(&m->volets[1], 2, 2019)->article, "Article 6");
    assert_null(model_exclusion_of(&m->volets[1], 2, 2020));
    assert_null(model_exclusion_of(&m->volets[1], 1, 2018));
    assert_ptr_equal(model_products_nature(&m->volets[0], &rate), &m->volets[0].natures[0]);
    assert_int_equal(rate, 10000);
    assert_null(model_products_nature(&m->volets[1], &rate));
    assert_string_equal(m->volets[1].natures[1].note, "sauf en cas d'urgence");
    assert_null(m->volets[1].natures[0].note);
    fixture_close(&f);
}

static bool accepts(const char *from, const char *to) {
    struct fixture f;
    bool good;
    fixture_open(&f);
    good = edited(&f, from, to) != NULL;
    fixture_close(&f);
    return good;
}

#define VOLET "{ code = \"v%u\"; libelle = \"V\"; obligatoire = false; natures = ( ); }, "

static void limits_are_included(void **state) {
    struct fixture f;
    const char *volets = "volets = (\n", *champs = "\"C0\"";
    uint32_t i;
    (void)state;
    fixture_open(&f);
    for (i = 1; i < MODEL_MAX_CHAMPS; i++) champs = arena_format(&f.arena, "%s, \"C%u\"", champs, i);
    assert_true(accepts("[\"MCO\", \"HAD\", \"dialyse\", \"SSR\"]", arena_format(&f.arena, "[%s]", champs)));
    for (i = 0; i < MODEL_MAX_VOLETS - 2; i++) {
        volets = arena_format(&f.arena, "%s" VOLET, volets, i);
    }
    assert_true(accepts("volets = (\n", volets));
    assert_true(accepts("premiere = 2018; derniere = 2021;", "premiere = 2018; derniere = 2018;"));
    assert_true(accepts("premiere = 2018; derniere = 2021;", "premiere = 2000; derniere = 2999;"));
    assert_false(accepts("premiere = 2018; derniere = 2021;", "derniere = 2021;"));
    assert_false(accepts("premiere = 2018; derniere = 2021;", "premiere = 2018;"));
    assert_false(accepts("premiere = 2018; derniere = 2021;", "premiere = 2018; derniere = 3000;"));
    assert_true(accepts("taux = \"0.01\"", "taux = \"0.000001\""));
    assert_true(accepts("taux = \"0.01\"", "taux = \"1.000\""));
    assert_false(accepts("taux = \"0.01\"", "taux = \"-0.01\""));
    assert_true(accepts("mois = 6", "mois = 1"));
    assert_true(accepts("minimum = 1; maximum = 5;", "minimum = 50; maximum = 50;"));
    assert_true(accepts("premiere = 2018; derniere = 2018;", "premiere = 2021; derniere = 2021;"));
    fixture_close(&f);
}

static bool reads(struct fixture *f, const char *file) { return model_read(file, &f->arena, &f->diag) != NULL; }

static void bad_models_are_refused_as_expected(void **state) {
    (void)state;
    check_bad_files("tests/bad/models", 29, reads);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_model_of_2018_is_that_of_the_texts),
        cmocka_unit_test(bases_of_every_kind),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(terms_of_a_volet),
        cmocka_unit_test(limits_are_included),
        cmocka_unit_test(bad_models_are_refused_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
