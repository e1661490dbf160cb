/* SPDX-License-Identifier: MIT
 *
 * The reader of dossiers. What it refuses is in tests/bad/dossiers: each file with the messages it must
 * give, to the byte, in a sibling ".expected". To accept new messages after reading them:
 * CAQES_ACCEPT=1 test-dossier. */
#include "dossier_world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BAD "tests/bad/dossiers"

/* ---- What a good dossier gives ----------------------------------------------------------------- */

static void the_example_is_read_whole(void **state) {
    struct world *w = *state;
    const struct record *r = &w->record;
    assert_true(dossier_reader_open(w->reader, "tests/golden/dossier-example.json"));
    assert_true(next(w));
    assert_string_equal(r->file, "tests/golden/dossier-example.json");
    assert_int_equal(r->line, 1);
    assert_string_equal(r->finess, "990000012");
    assert_string_equal(r->name, "Centre hospitalier fictif des Trois-Rivi\xC3\xA8res");
    assert_string_equal(r->region, "Val-Fictif");
    assert_string_equal(r->level, "EJ");
    assert_int_equal(r->statut, 0);
    assert_int_equal(r->champs, 1U << 0 | 1U << 3);
    assert_int_equal(r->year, 2018);
    assert_int_equal(r->contract[SOCLE].status, CONTRACT_IN_FORCE);
    assert_int_equal(r->contract[SOCLE].signature, 20171211);
    assert_int_equal(r->contract[SOCLE].end, 0);
    assert_int_equal(r->contract[TRANSPORTS].status, CONTRACT_IN_FORCE);
    assert_int_equal(r->contract[TRANSPORTS].end, 20221231);
    assert_int_equal(r->contract[PERTINENCE].status, CONTRACT_REFUSED);
    assert_int_equal(r->contract[QUALITE].status, CONTRACT_IN_FORCE);
    check_value(w, SECTION_COEFFICIENTS(SOCLE), "CONCILIATION", 500000);
    check_value(w, SECTION_CIBLES(SOCLE), "LAP_LITS", 800000);
    check_value(w, SECTION_PARAMETRES(SOCLE), "sanction", 0);
    check_value(w, SECTION_CIBLES(TRANSPORTS), "TRANSPORTS_EVOLUTION", 20000);
    check_value(w, SECTION_PARAMETRES(TRANSPORTS), "interessement_maximum", 6000000);
    check_value(w, SECTION_DONNEES, "depenses_transports", 102200001);
    check_value(w, SECTION_DONNEES, "depenses_transports@N-1", 100000000);
    check_value(w, SECTION_DONNEES, "transports_objectif_supplementaire", 1);
    check_presence(w, "prevision_transports", CAQES_NULL);
    check_presence(w, "icalin2", CAQES_NON_REPONDANT);
    check_presence(w, "lits", CAQES_ABSENT);
    assert_int_equal(r->provenance_count, 1);
    assert_int_equal(r->provenances[0].column, column(w, SECTION_DONNEES, "depenses_transports@N-1"));
    assert_string_equal(r->provenances[0].producer, "CNAMTS");
    assert_int_equal(r->provenances[0].extraction, 20190402);
    assert_int_equal(r->contract[TRANSPORTS].plan_actions, 1);
    assert_int_equal(r->contract[TRANSPORTS].plan_weight, 2000000);
    assert_int_equal(r->contract[TRANSPORTS].plan_progress, 1000000);
    assert_false(next(w));
    assert_int_equal(w->diag.errors, 0);
    assert_int_equal(dossier_reader_refused(w->reader), 0);
}

static void integers_are_exact(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"solde\":9007199254740993")); /* 2^53 + 1: a double would lose it */
    check_value(w, SECTION_DONNEES, "solde", 9007199254740993);
    read_good(w, dossier(w, "990000020", SIGNED, ",\"solde\":9223372036854775807", ""));
    check_value(w, SECTION_DONNEES, "solde", INT64_MAX);
    read_good(w, dossier(w, "990000021", SIGNED, ",\"solde\":-9223372036854775808", ""));
    check_value(w, SECTION_DONNEES, "solde", INT64_MIN);
    read_good(w, dossier(w, "990000022", SIGNED, ",\"solde\":-0", ""));
    check_value(w, SECTION_DONNEES, "solde", 0);
}

static void decimals_are_exact(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"depenses_transports\":0.1,\"depenses_transports@N-1\":92233720368547758.07,"
                              "\"prevision_transports\":1.500,\"score_conciliation\":0.005"));
    check_value(w, SECTION_DONNEES, "depenses_transports", 10);
    check_value(w, SECTION_DONNEES, "depenses_transports@N-1", INT64_MAX);
    check_value(w, SECTION_DONNEES, "prevision_transports", 150);
    check_value(w, SECTION_DONNEES, "score_conciliation", 5);
}

static void states_are_kept_apart(void **state) {
    struct world *w = *state;
    read_good(w,
              with_data(w, ",\"lits\":null,\"solde\":\"non_soumis\",\"icalin2\":\"NV\",\"score_conciliation\":\"DI\","
                           "\"transports_objectif_supplementaire\":\"non_repondant\",\"had\":\"NV\""));
    check_presence(w, "lits", CAQES_NULL);
    check_presence(w, "solde", CAQES_NON_SOUMIS);
    check_presence(w, "icalin2", CAQES_NON_VALIDE);
    check_presence(w, "score_conciliation", CAQES_DONNEES_INSUFFISANTES);
    check_presence(w, "transports_objectif_supplementaire", CAQES_NON_REPONDANT);
    check_presence(w, "depenses_transports", CAQES_ABSENT);
    check_value(w, SECTION_DONNEES, "had", 1); /* declared as a class, so it is one */
}

static void a_source_goes_with_any_value(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ",\"lits\":{\"valeur\":3},\"icalin2\":{\"valeur\":\"C\",\"producteur\":\"HAS\"},"
                              "\"solde\":{\"valeur\":null,\"extraction\":\"2019-02-28\"}"));
    check_value(w, SECTION_DONNEES, "lits", 3);
    check_value(w, SECTION_DONNEES, "icalin2", 2);
    check_presence(w, "solde", CAQES_NULL);
    assert_int_equal(w->record.provenance_count, 3);
    assert_string_equal(w->record.provenances[0].producer, "");
    assert_string_equal(w->record.provenances[1].producer, "HAS");
    assert_int_equal(w->record.provenances[2].extraction, 20190228);
}

static void escaped_keys_and_texts_are_read(void **state) {
    struct world *w = *state;
    read_good(w, "{\"format\":\"caqes\\u002ddossier\",\"version\":1,\"exercice\":2018,\"etablissement\":{\"finess\":"
                 "\"2A00\\u00300012\",\"niveau\":\"EG\",\"nom\":\"H\\u00f4pital \\\"A\\\"\",\"statut\":\"SSA\","
                 "\"champs\":[\"dialyse\",\"USLD\"]},\"contrat\":{\"socle\":{\"signature\":\"2017-12-11\"}},"
                 "\"donnees\":{\"l\\u0069ts\":4,\"produits_am\":1}}");
    assert_string_equal(w->record.finess, "2A0000012");
    assert_string_equal(w->record.level, "EG");
    assert_string_equal(w->record.name, "H\xC3\xB4pital \"A\"");
    assert_string_equal(w->record.region, "");
    assert_int_equal(w->record.statut, 2);
    assert_int_equal(w->record.champs, 1U << 2 | 1U << 5);
    check_value(w, SECTION_DONNEES, "lits", 4);
}

/* A dossier of this year whose transports have these members. */
static const char *of_year(struct world *w, uint32_t year, const char *transports) {
    static unsigned number;
    const char *text = dossier(w, arena_format(&w->arena, "99001%04u", number++),
                               arena_format(&w->arena, SIGNED ",\"transports\":{%s}", transports), "", "");
    const char *at = strstr(text, "2018");
    return arena_format(&w->arena, "%.*s%u%s", (int)(at - text), text, year, at + 4);
}

/* Reads it with a reader of its year. */
static void read_of_year(struct world *w, uint32_t year, const char *transports) {
    struct dossier_reader *usual = w->reader;
    w->reader = dossier_reader_create(w->layout, &vocabulary_model, year, &w->diag);
    read_good(w, of_year(w, year, transports));
    dossier_reader_destroy(w->reader);
    w->reader = usual;
}

static void status_of_a_contract(void **state) {
    struct world *w = *state;
    static const struct {
        uint32_t year;
        const char *transports;
        enum contract_status expected;
        day end;
    } cases[] = {
        {2018, "\"signature\":\"2017-12-31\"", CONTRACT_IN_FORCE, 20221231},
        {2018, "\"signature\":\"2018-01-01\"", CONTRACT_NOT_YET, 20231231}, /* in force from 1 January 2019 */
        {2018, "\"signature\":\"2017-01-01\",\"fin\":\"2018-12-31\"", CONTRACT_IN_FORCE, 20181231},
        {2019, "\"signature\":\"2017-01-01\",\"fin\":\"2018-12-31\"", CONTRACT_ENDED, 20181231},
        {2018, "\"signature\":\"2016-12-31\",\"fin\":\"2018-12-30\"", CONTRACT_ENDED, 20181230},
        {2018, "\"signature\":\"2016-02-29\",\"refus\":\"non\"", CONTRACT_IN_FORCE, 20211231},
        {2018, "\"signature\":\"2013-12-31\"", CONTRACT_IN_FORCE, 20181231}, /* five years, without "fin" */
        {2019, "\"signature\":\"2013-12-31\"", CONTRACT_ENDED, 20181231},
        {2018, "\"refus\":\"oui\"", CONTRACT_REFUSED, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        read_of_year(w, cases[i].year, cases[i].transports);
        assert_int_equal(w->record.contract[SOCLE].status, CONTRACT_IN_FORCE);
        assert_int_equal(w->record.contract[SOCLE].end, 0);
        assert_int_equal(w->record.contract[TRANSPORTS].status, cases[i].expected);
        assert_int_equal(w->record.contract[TRANSPORTS].end, cases[i].end);
        assert_false(w->record.contract[TRANSPORTS].ended_by_avenant);
        assert_int_equal(w->record.contract[PERTINENCE].status, CONTRACT_ABSENT);
    }
}

#define AVENANT(signature, objet) "{\"signature\":\"" signature "\",\"objet\":\"" objet "\"}"
#define RENEWAL(signature, end) "{\"signature\":\"" signature "\",\"objet\":\"renouvellement\",\"fin\":\"" end "\"}"

/* A termination in 2018 still counts for 2018; a renewal takes effect on 1 January after its signature. */
static void avenants_move_the_end(void **state) {
    struct world *w = *state;
    static const struct {
        uint32_t year;
        const char *avenants;
        enum contract_status expected;
        day end;
        bool terminated;
    } cases[] = {
        {2018, "", CONTRACT_IN_FORCE, 20181231, false},
        {2019, "", CONTRACT_ENDED, 20181231, false},
        {2018, AVENANT("2018-01-02", "resiliation"), CONTRACT_IN_FORCE, 20181231, true},
        {2018, AVENANT("2017-12-31", "resiliation"), CONTRACT_ENDED, 20171231, true},
        {2019, RENEWAL("2018-12-31", "2019-12-31"), CONTRACT_IN_FORCE, 20191231, false},
        {2019, RENEWAL("2017-05-01", "2022-12-31"), CONTRACT_IN_FORCE, 20221231, false},
        {2019, RENEWAL("2018-06-01", "2023-12-31") "," AVENANT("2018-06-01", "modification"), CONTRACT_IN_FORCE,
         20231231, false},
        {2019, RENEWAL("2018-06-01", "2023-12-31") "," AVENANT("2019-12-31", "resiliation"), CONTRACT_IN_FORCE,
         20191231, true},
        {2020, RENEWAL("2018-06-01", "2023-12-31") "," AVENANT("2019-12-31", "resiliation"), CONTRACT_ENDED, 20191231,
         true},
        {2021, RENEWAL("2018-06-01", "2020-12-31") "," RENEWAL("2020-12-31", "2021-12-31"), CONTRACT_IN_FORCE, 20211231,
         false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct contract_volet *c = &w->record.contract[TRANSPORTS];
        read_of_year(w, cases[i].year,
                     arena_format(&w->arena, "\"signature\":\"2016-12-31\",\"fin\":\"2018-12-31\",\"avenants\":[%s]",
                                  cases[i].avenants));
        if (c->status != cases[i].expected || c->end != cases[i].end || c->ended_by_avenant != cases[i].terminated)
            fail_msg("in %u, after %s: status %d, end %u", cases[i].year, cases[i].avenants, (int)c->status, c->end);
    }
}

static void avenants_are_kept(void **state) {
    struct world *w = *state;
    const struct contract_volet *c = &w->record.contract[TRANSPORTS];
    read_of_year(w, 2018,
                 "\"signature\":\"2017-12-11\",\"avenants\":[" AVENANT("2018-03-01", "modification") "," RENEWAL(
                     "2018-04-01", "2023-12-31") "," AVENANT("2019-05-01", "resiliation") "]");
    assert_int_equal(c->avenant_count, 3);
    assert_int_equal(c->avenants[0].kind, AVENANT_CHANGE);
    assert_int_equal(c->avenants[0].signature, 20180301);
    assert_int_equal(c->avenants[0].end, 0);
    assert_int_equal(c->avenants[1].kind, AVENANT_RENEWAL);
    assert_int_equal(c->avenants[1].end, 20231231);
    assert_int_equal(c->avenants[2].kind, AVENANT_TERMINATION);
    assert_int_equal(c->avenants[2].end, 20191231);
    assert_int_equal(w->record.contract[SOCLE].avenant_count, 0);
    read_good(
        w, dossier(w, "990000012",
                   "\"socle\":{\"signature\":\"2017-12-11\",\"avenants\":[" AVENANT("2018-03-01", "modification") "]}",
                   "", ""));
    assert_int_equal(w->record.contract[SOCLE].avenant_count, 1);
    assert_int_equal(w->record.contract[SOCLE].end, 0);
}

/* HIA have the socle only in 2018 [I II.a.i]; what they sign then is in force from 2019. */
static void an_excluded_volet_may_be_signed_for_later(void **state) {
    struct world *w = *state;
    const char *text = dossier(w, "990000012", SIGNED ",\"qualite\":{\"signature\":\"2018-01-01\"}", "", "");
    const char *at = strstr(text, "ex-DG");
    read_good(w, arena_format(&w->arena, "%.*sSSA%s", (int)(at - text), text, at + 5));
    assert_int_equal(w->record.contract[QUALITE].status, CONTRACT_NOT_YET);
}

static void priorities_are_kept(void **state) {
    struct world *w = *state;
    read_good(w, dossier(w, "990000012",
                         SIGNED ",\"transports\":{\"signature\":\"2017-12-11\",\"priorite\":9},"
                                "\"qualite\":{\"signature\":\"2017-12-11\",\"priorite\":1}",
                         "", ""));
    assert_int_equal(w->record.contract[SOCLE].priority, 0);
    assert_int_equal(w->record.contract[TRANSPORTS].priority, 9);
    assert_int_equal(w->record.contract[QUALITE].priority, 1);
}

/* 10 % of 1 000,00 and 30 % of 200,05: P = 1 200,05; C = 100 + 60,015 = 160,015. */
static void products_add_up_exactly(void **state) {
    struct world *w = *state;
    const struct contract_volet *c = &w->record.contract[SOCLE];
    const char *socle =
        "\"socle\":{\"signature\":\"2017-12-11\",\"produits\":["
        "{\"ucd\":\"9261110\",\"libelle\":\"Produit A\",\"taux\":0.10,\"rembourse\":1000},"
        "{\"lpp\":\"0123456\",\"taux\":0.3,\"rembourse\":200.05},"
        "{\"ucd\":\"3400890000014\",\"taux\":0,\"rembourse\":0},{\"ucd\":\"0000000\",\"taux\":0,\"rembourse\":0}]}";
    read_good(w, dossier(w, "990000012", socle, ",\"liste_en_sus_remboursee\":1200.05", ""));
    assert_int_equal(c->product_count, 4);
    assert_false(c->products[0].lpp);
    assert_string_equal(c->products[0].code, "9261110");
    assert_string_equal(c->products[0].label, "Produit A");
    assert_int_equal(c->products[0].rate, 100000);
    assert_int_equal(c->products[0].reimbursed, 100000);
    assert_true(c->products[1].lpp);
    assert_string_equal(c->products[1].code, "0123456");
    assert_string_equal(c->products[1].label, "");
    assert_int_equal(c->products_total, 120005);
    assert_int_equal(c->products_cut, INT64_C(16001500000));
    read_good(w, dossier(w, "990000020", socle, ",\"liste_en_sus_remboursee\":null", ""));
    assert_int_equal(c->products_total, 120005);
    read_good(w, dossier(w, "990000021", SIGNED, "", ""));
    assert_int_equal(c->product_count, 0);
    assert_int_equal(c->products_total, 0);
    assert_int_equal(c->products_cut, 0);
}

static void acts_are_kept(void **state) {
    struct world *w = *state;
    read_good(w,
              dossier(w, "990000012",
                      SIGNED ",\"pertinence\":{\"signature\":\"2017-12-11\",\"actes\":[\"Endoscopie\",\"Chirurgie\"]}",
                      "", ""));
    assert_int_equal(w->record.contract[PERTINENCE].act_count, 2);
    assert_string_equal(w->record.contract[PERTINENCE].acts[0], "Endoscopie");
    assert_string_equal(w->record.contract[PERTINENCE].acts[1], "Chirurgie");
}

static void a_plan_adds_up_exactly(void **state) {
    struct world *w = *state;
    read_good(
        w,
        dossier(
            w, "990000012", SIGNED, "",
            ",\"plan_actions\":{\"socle\":["
            "{\"action\":\"a\",\"poids\":0.001,\"avancement\":0.001,\"debut\":\"2018-01-01\",\"fin\":\"2018-01-01\"},"
            "{\"action\":\"b\",\"poids\":1000000,\"avancement\":1},"
            "{\"action\":\"c\",\"poids\":0,\"avancement\":0.5},"
            "{\"action\":\"d\",\"poids\":3.5,\"avancement\":0.333,\"difficultes\":\"une\\nligne\"}]}"));
    assert_int_equal(w->record.contract[SOCLE].plan_actions, 4);
    assert_int_equal(w->record.contract[SOCLE].plan_weight, 1000 + 1000000000000 + 3500000);
    assert_int_equal(w->record.contract[SOCLE].plan_progress, 1 + 1000000000000 + 1165500);
}

static void one_parameter_may_be_said_in_two_volets(void **state) {
    struct world *w = *state;
    read_good(w, dossier(w, "990000012",
                         "\"socle\":{\"signature\":\"2017-12-11\",\"parametres\":{\"tolerance\":0.1}},"
                         "\"transports\":{\"signature\":\"2017-12-11\",\"parametres\":{\"tolerance\":0.10}}",
                         "", ""));
    check_value(w, SECTION_PARAMETRES(TRANSPORTS), "tolerance", 100000);
}

/* ---- Files ------------------------------------------------------------------------------------- */

/* Neighbours of bad lines come out, with their own line numbers. */
static void a_bad_line_leaves_its_neighbours(void **state) {
    struct world *w = *state;
    const char *text =
        arena_format(&w->arena, "\n%s{\"format\":\n%s \t\n[]\n%s", with_data(w, ""),
                     dossier(w, "990000020", SIGNED, ",\"lits\":-1", ""), dossier(w, "990000021", SIGNED, "", ""));
    assert_true(open_text(w, text));
    assert_true(next(w));
    assert_int_equal(w->record.line, 2);
    assert_true(next(w));
    assert_int_equal(w->record.line, 7);
    assert_string_equal(w->record.finess, "990000021");
    assert_false(next(w));
    assert_int_equal(dossier_reader_refused(w->reader), 3);
    assert_int_equal(w->diag.errors, 3);
    assert_int_equal(w->diag.exit_code, CAQES_EXIT_INPUT);
}

/* Nothing of a refused dossier is left in the record of the next one. */
static void a_refused_dossier_leaves_no_trace(void **state) {
    struct world *w = *state;
    const char *text = arena_format(
        &w->arena, "%s%s",
        dossier(w, "990000020",
                SIGNED ",\"transports\":{\"signature\":\"2017-12-11\",\"cibles\":{\"TRANSPORTS_EVOLUTION\":0.5}}",
                ",\"lits\":{\"valeur\":12},\"solde\":\"x\"", ""),
        dossier(w, "990000021", SIGNED, "", ""));
    assert_true(open_text(w, text));
    assert_true(next(w));
    check_presence(w, "lits", CAQES_ABSENT);
    check_presence(w, "solde", CAQES_ABSENT);
    assert_int_equal(w->record.values[column(w, SECTION_DONNEES, "lits")], 0);
    assert_int_equal(w->record.presences[column(w, SECTION_CIBLES(TRANSPORTS), "TRANSPORTS_EVOLUTION")], CAQES_ABSENT);
    assert_int_equal(w->record.contract[TRANSPORTS].status, CONTRACT_ABSENT);
    assert_int_equal(w->record.provenance_count, 0);
}

static void a_cut_first_line_leaves_the_others(void **state) {
    struct world *w = *state;
    const char *text = arena_format(&w->arena, "{\"format\":\"caqes-dossier\",\"version\":1,\n%s", with_data(w, ""));
    assert_true(open_text(w, text));
    assert_true(next(w));
    assert_int_equal(w->record.line, 2);
    assert_int_equal(dossier_reader_refused(w->reader), 1);
}

/* What looks like an open brace is in a text, behind an escaped quote: the file is lines. */
static void quotes_hide_braces(void **state) {
    struct world *w = *state;
    const char *source = ",\"lits\":{\"valeur\":1,\"producteur\":\"a\\\"{\\\"b\"}";
    assert_true(open_text(w, arena_format(&w->arena, "%s[]\n", with_data(w, source))));
    assert_true(next(w));
    assert_string_equal(w->record.provenances[0].producer, "a\"{\"b");
    assert_false(next(w));
    assert_int_equal(dossier_reader_refused(w->reader), 1);
}

/* The forms of a file that are one dossier over several lines. */
static void pretty_forms_are_one_dossier(void **state) {
    struct world *w = *state;
    static const char *const forms[] = {
        "\n \n{\n",                    /* after blank lines */
        "{ ",                          /* the first line holds a member */
        "{ \"plan_actions\": {\n}, ",  /* braces that close later */
        "{ \"plan_actions\":\n{\n}, ", /* a line that begins with '{', behind ':' */
        "\xEF\xBB\xBF{\r\n",
    };
    for (size_t i = 0; i < COUNT(forms); i++) {
        char *body =
            arena_format(&w->arena,
                         "\"format\":\"caqes-dossier\",\n\"version\":1,\n\"exercice\":2018,\n\"etablissement\":{"
                         "\"finess\":\"99000%04zu\",\"niveau\":\"EJ\",\"statut\":\"ex-DG\",\"champs\":[\"MCO\"]},\n"
                         "\"contrat\":{" SIGNED "},\n\"donnees\":{\"produits_am\":1}\n}\n\n",
                         i);
        assert_true(open_text(w, arena_format(&w->arena, "%s%s", forms[i], body)));
        if (!next(w)) fail_msg("form %zu refused: %s", i, messages(w));
        assert_int_equal(w->record.line, i == 0 ? 3 : 1);
        assert_false(next(w));
    }
}

static void line_ends_and_marks_are_accepted(void **state) {
    struct world *w = *state;
    const char *one = with_data(w, ""), *two = dossier(w, "990000020", SIGNED, "", "");
    const char *text =
        arena_format(&w->arena, "\xEF\xBB\xBF%.*s\r\n\r\n%.*s", (int)strlen(one) - 1, one, (int)strlen(two) - 1, two);
    assert_true(open_text(w, text));
    assert_true(next(w));
    assert_int_equal(w->record.line, 1);
    assert_true(next(w));
    assert_int_equal(w->record.line, 3);
    assert_false(next(w));
    assert_string_equal(messages(w), "");
}

/* More than the buffer holds, through a file: no line is lost, cut or doubled at its borders. */
static void a_large_file_streams(void **state) {
    struct world *w = *state;
    char path[] = "/tmp/caqes-test-XXXXXX";
    FILE *f = fdopen(mkstemp(path), "w");
    enum { MANY = 5000 };
    uint32_t count = 0;
    for (int i = 0; i < MANY; i++) {
        char finess[10];
        snprintf(finess, sizeof finess, "%09d", i);
        fputs(dossier(w, finess, SIGNED, arena_format(&w->arena, ",\"lits\":%d", i), ""), f);
        fprintf(f, "%*s\n", i % 7, ""); /* lines of many lengths, some blank */
    }
    fclose(f);
    assert_true(dossier_reader_open(w->reader, path));
    while (next(w)) {
        assert_int_equal(w->record.line, count * 2 + 1);
        check_value(w, SECTION_DONNEES, "lits", count);
        count++;
        arena_reset(&w->arena);
    }
    unlink(path);
    assert_int_equal(count, MANY);
    assert_string_equal(messages(w), "");
}

static char *filled(size_t length, const char *before, const char *after) {
    char *text = malloc(length + 1);
    memset(text, ' ', length);
    memcpy(text, before, strlen(before));
    memcpy(text + length - strlen(after), after, strlen(after));
    text[length] = '\0';
    return text;
}

/* A line that is too large is dropped, however long it is, and the next one is read. */
static void a_large_line_leaves_the_next(void **state) {
    struct world *w = *state;
    static const size_t sizes[] = {17U << 20, 40U << 20, 80U << 20}; /* past one, two, three buffers */
    for (size_t i = 0; i < COUNT(sizes); i++) {
        const char *good = dossier(w, arena_format(&w->arena, "99000%04zu", i), SIGNED, "", "");
        char *text = filled(sizes[i], "{\"a\":1", good);
        text[sizes[i] - strlen(good) - 1] = '\n';
        assert_true(open_text(w, text));
        assert_true(next(w));
        assert_int_equal(w->record.line, 2);
        assert_false(next(w));
        assert_int_equal(dossier_reader_refused(w->reader), i + 1);
        free(text);
    }
    assert_non_null(strstr(messages(w), "test.ndjson:1:1: error[D105]: a dossier of more than 16 MiB"));
}

/* The limit is 16 MiB to the byte, for a document over many lines too. */
static void a_dossier_has_a_size(void **state) {
    struct world *w = *state;
    for (size_t more = 0; more < 2; more++) {
        size_t length = (16U << 20) + more;
        char *line = filled(length + 4, "[]\n{\"a\":1}", "\n"), *whole = filled(length, "{\n\"a\":1", "}");
        read_bad(w, line, more ? "D105" : "D113");
        read_bad(w, whole, more ? "D105" : "D113");
        assert_int_equal(w->diag.errors, more ? 8 : 5);
        free(line);
        free(whole);
    }
}

static void a_dossier_has_a_number_of_values(void **state) {
    struct world *w = *state;
    char *text = filled(300000, "{\"a\":[1", "]}");
    for (size_t i = 7; i + 4 < 300000; i += 2) memcpy(text + i, ",1", 2);
    read_bad(w, text, "error[D105]: a dossier of more than 65536 values");
    free(text);
}

static void a_finess_is_seen_once_in_a_run(void **state) {
    struct world *w = *state;
    read_good(w, with_data(w, ""));
    assert_true(dossier_reader_open_memory(w->reader, "second.ndjson", with_data(w, ""), strlen(with_data(w, ""))));
    assert_false(next(w));
    assert_non_null(strstr(messages(w), "second.ndjson:1:"));
    assert_non_null(strstr(messages(w), "error[D122]: 990000012 was read already, at test.ndjson:1"));
}

/* Enough of them for the set to grow, with codes of Corsica, which must not meet other numbers. */
static void every_finess_is_told_apart(void **state) {
    struct world *w = *state;
    static const char *const departments[] = {"20", "2A", "2B", "00", "99"};
    size_t room = 5 * 1000 * 400;
    char *text = malloc(room), *end = text;
    uint32_t count = 0;
    for (size_t d = 0; d < COUNT(departments); d++)
        for (int i = 0; i < 1000; i++) {
            char finess[16];
            snprintf(finess, sizeof finess, "%s%07d", departments[d], i);
            end += sprintf(end, "%s", dossier(w, finess, SIGNED, "", ""));
            arena_reset(&w->arena);
        }
    assert_true(open_text(w, text));
    while (next(w)) count++;
    assert_int_equal(count, 5000);
    free(text);
}

static void what_cannot_be_opened_is_said(void **state) {
    struct world *w = *state;
    assert_false(dossier_reader_open(w->reader, "tests/nowhere.ndjson"));
    assert_non_null(strstr(messages(w), "tests/nowhere.ndjson: error[S101]: the file cannot be read: "));
    assert_false(dossier_reader_open(w->reader, "tests"));
    assert_non_null(strstr(messages(w), "tests: error[S102]: this is a directory"));
    assert_false(dossier_reader_open(w->reader, "/proc/self/mem")); /* opens; its first byte cannot be read */
    assert_non_null(strstr(messages(w), "/proc/self/mem: error[S103]: the file cannot be read: "));
    assert_int_equal(w->diag.exit_code, CAQES_EXIT_SYSTEM);
    assert_false(next(w)); /* nothing is open: nothing comes */
    assert_int_equal(dossier_reader_refused(w->reader), 0);
}

static void standard_input_is_a_file(void **state) {
    struct world *w = *state;
    int ends[2], saved = dup(STDIN_FILENO);
    const char *text = with_data(w, ",\"lits\":-1");
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    assert_true(dossier_reader_open(w->reader, "-"));
    assert_false(next(w));
    dup2(saved, STDIN_FILENO);
    close(saved);
    assert_non_null(strstr(messages(w), "<stdin>:1:"));
}

/* ---- tests/bad/dossiers ------------------------------------------------------------------------ */

static char *whole_file(const char *path, size_t *length) {
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    *length = 0;
    if (!f) return NULL;
    for (int c; (c = fgetc(f)) != EOF;) {
        text = realloc(text, *length + 2);
        text[(*length)++] = (char)c;
    }
    fclose(f);
    if (!text) text = calloc(1, 1);
    text[*length] = '\0';
    return text;
}

/* Messages that a file gives to a reader of its own. */
static char *messages_of(const char *path, uint32_t *found) {
    struct world *w;
    void *state;
    char *copy;
    setup(&state);
    w = state;
    if (dossier_reader_open(w->reader, path))
        while (next(w)) {
        }
    *found = w->diag.errors + w->diag.warnings;
    copy = strdup(messages(w));
    teardown(&state);
    return copy;
}

static void check_bad_file(const char *path) {
    uint32_t found;
    size_t length;
    char *given = messages_of(path, &found), expected_path[512];
    char *expected;
    snprintf(expected_path, sizeof expected_path, "%.*s.expected", (int)(strrchr(path, '.') - path), path);
    if (getenv("CAQES_ACCEPT")) {
        FILE *f = fopen(expected_path, "w");
        fputs(given, f);
        fclose(f);
    }
    expected = whole_file(expected_path, &length);
    if (!expected) fail_msg("%s is missing", expected_path);
    if (found == 0) fail_msg("%s is accepted", path);
    assert_string_equal(given, expected);
    free(given);
    free(expected);
}

static void bad_dossiers_are_refused_as_expected(void **state) {
    struct dirent **entries;
    int count = scandir(BAD, &entries, NULL, alphasort), files = 0;
    (void)state;
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        const char *extension = strrchr(entries[i]->d_name, '.');
        if (extension && (strcmp(extension, ".ndjson") == 0 || strcmp(extension, ".json") == 0)) {
            char path[512];
            snprintf(path, sizeof path, BAD "/%s", entries[i]->d_name);
            check_bad_file(path);
            files++;
        }
        free(entries[i]);
    }
    free(entries);
    assert_true(files > 40);
}

/* Every code that the documentation lists is given by some bad file: a message cannot rot unseen. */
static void every_documented_code_is_given(void **state) {
    size_t length;
    char *table = whole_file("docs/dossier-errors.md", &length), *row;
    uint32_t codes = 0;
    (void)state;
    assert_non_null(table);
    for (row = table; (row = strstr(row, "\n| D")); row += 3) {
        char command[256];
        if (strncmp(row + 3, "D105", 4) == 0) continue; /* by tests above: it takes 16 MiB */
        if (strncmp(row + 3, "D171", 4) == 0) continue; /* by tests/cli/plugins.sh: it takes a bad plugin */
        if (strncmp(row + 3, "D179", 4) == 0) continue; /* by tests/cli/decision.sh: it takes an evaluation */
        snprintf(command, sizeof command, "grep -q '\\[%.4s\\]' " BAD "/*.expected", row + 3);
        if (system(command) != 0) fail_msg("no file of " BAD " gives %.4s", row + 3);
        codes++;
    }
    assert_true(codes > 30);
    free(table);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_example_is_read_whole),
        TEST(integers_are_exact),
        TEST(decimals_are_exact),
        TEST(states_are_kept_apart),
        TEST(a_source_goes_with_any_value),
        TEST(escaped_keys_and_texts_are_read),
        TEST(status_of_a_contract),
        TEST(avenants_move_the_end),
        TEST(avenants_are_kept),
        TEST(an_excluded_volet_may_be_signed_for_later),
        TEST(priorities_are_kept),
        TEST(products_add_up_exactly),
        TEST(acts_are_kept),
        TEST(a_plan_adds_up_exactly),
        TEST(one_parameter_may_be_said_in_two_volets),
        TEST(a_bad_line_leaves_its_neighbours),
        TEST(a_refused_dossier_leaves_no_trace),
        TEST(a_cut_first_line_leaves_the_others),
        TEST(quotes_hide_braces),
        TEST(pretty_forms_are_one_dossier),
        TEST(line_ends_and_marks_are_accepted),
        TEST(a_large_file_streams),
        TEST(a_large_line_leaves_the_next),
        TEST(a_dossier_has_a_size),
        TEST(a_dossier_has_a_number_of_values),
        TEST(a_finess_is_seen_once_in_a_run),
        TEST(every_finess_is_told_apart),
        TEST(what_cannot_be_opened_is_said),
        TEST(standard_input_is_a_file),
        cmocka_unit_test(bad_dossiers_are_refused_as_expected),
        cmocka_unit_test(every_documented_code_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
