/* SPDX-License-Identifier: MIT
 *
 * Tables of the synthesis: what the IRAPS is not shown, numbers as reports print them, published tables, what regions
 * tell. Figures by hand. */
#include "check.h"

#include "host/base/text.h"
#include "host/report/follow_report.h"
#include "host/synthesis/facts.h"
#include "host/synthesis/iraps.h"
#include "host/synthesis/published.h"

#include <stdlib.h>
#include <string.h>

/* ---- What is hidden ---- */

enum { PARTS = 4 };

static void hides(const uint64_t *parts, int32_t kept, const char *expected) {
    bool hidden[PARTS];
    char got[PARTS + 1] = "";
    uint32_t i;
    iraps_hide(parts, PARTS, 5, kept, hidden);
    for (i = 0; i < PARTS; i++) got[i] = hidden[i] ? 'x' : '.';
    assert_string_equal(got, expected);
}

static void test_hide(void **state) {
    (void)state;
    hides((const uint64_t[]){0, 0, 0, 0}, -1, "....");
    hides((const uint64_t[]){5, 6, 0, 7}, -1, "....");
    hides((const uint64_t[]){4, 0, 0, 0}, -1, "xxxx");   /* fewer than the group: not even who has none */
    hides((const uint64_t[]){12, 0, 0, 0}, -1, "xxxx");  /* all alike */
    hides((const uint64_t[]){4, 20, 6, 0}, -1, "x.x.");  /* the 4 would be 30 - 26 */
    hides((const uint64_t[]){1, 1, 20, 30}, -1, "xxx."); /* two of them would be known to be 2 */
    hides((const uint64_t[]){2, 3, 20, 30}, -1, "xx..");
    hides((const uint64_t[]){20, 4, 6, 0}, 0, ".xx."); /* the first is shown elsewhere */
    hides((const uint64_t[]){20, 4, 0, 0}, 0, ".x..");
}

/* Whatever the parts: none above 0 and under the group is shown, nor the whole when all are alike, nor one that the
 * others give. */
static void test_hide_all(void **state) {
    uint64_t parts[3];
    bool hidden[3];
    uint32_t i, number;
    uint64_t sum, total;
    (void)state;
    for (parts[0] = 0; parts[0] < 12; parts[0]++)
        for (parts[1] = 0; parts[1] < 12; parts[1]++)
            for (parts[2] = 0; parts[2] < 12; parts[2]++) {
                iraps_hide(parts, 3, 5, -1, hidden);
                for (i = 0, number = 0, sum = 0, total = 0; i < 3; i++) {
                    assert_true(hidden[i] || parts[i] == 0 || parts[i] >= 5);
                    assert_true(hidden[i] || parts[i] == 0 || parts[i] != parts[0] + parts[1] + parts[2]);
                    number += hidden[i] && parts[i] > 0;
                    sum += hidden[i] ? parts[i] : 0;
                    total += parts[i];
                }
                assert_true(number == 0 || sum == total || (number >= 2 && sum >= 5));
            }
}

/* ---- Numbers as reports print them ---- */

static void reads(const char *text, const char *exact, bool percent, bool euros, bool misplaced) {
    struct published_number n = published_read(text);
    char got[96];
    assert_int_equal(n.kind, PUBLISHED_NUMBER);
    fraction_text(published_value(&n), got);
    assert_string_equal(got, exact);
    assert_int_equal(n.percent, percent);
    assert_int_equal(n.euros, euros);
    assert_int_equal(n.misplaced, misplaced);
}

static void test_numbers(void **state) {
    static const char *const words[] = {"x", "1,", "1 2x", "7 % %", "1e5", "--3", "€", "1234567890123456", "1,2345678"};
    static const char *const blanks[] = {"", "-", "–", "nd", "NC"};
    size_t i;
    (void)state;
    reads("1 871 331€", "1871331", false, true, false);
    reads("1 789 000\u00a0€", "1789000", false, true, false);
    reads("10 61€4", "10614", false, true, true);
    reads("5,5 %", "11/2", true, false, false);
    reads("7%", "7", true, false, false);
    reads("2 192 K€", "2192000", false, true, false);
    reads("1,5 M€", "1500000", false, true, false);
    reads("\u22123,25", "-13/4", false, false, false);
    reads("1\u202f296\u202f000", "1296000", false, false, false);
    for (i = 0; i < sizeof words / sizeof *words; i++) assert_int_equal(published_read(words[i]).kind, PUBLISHED_WORDS);
    for (i = 0; i < sizeof blanks / sizeof *blanks; i++)
        assert_int_equal(published_read(blanks[i]).kind, PUBLISHED_BLANK);
}

/* ---- Published tables ---- */

/* What is found in one table: "Ligne|Colonne|Constat" and a line end, for each. */
static void finds(const char *csv, const char *expected) {
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    struct follow_document out = {.arena = &arena};
    struct published_table table;
    struct published p = {.arena = &arena, .diag = &diag, .tables = &table, .count = 1, .out = &out};
    const char *got = "";
    uint32_t i;
    assert_true(published_parse(&table, "t.csv", csv, strlen(csv), &arena, &diag));
    published_check(&p);
    for (i = 0; i < follow_rows(p.findings); i++) {
        const struct follow_cell *c = &p.findings->cells[(size_t)i * 4];
        got = arena_format(&arena, "%s%s|%s|%s\n", got, c[1].text, c[2].text, c[3].text);
    }
    assert_string_equal(got, expected);
    assert_int_equal(p.faults + p.remarks, follow_rows(p.findings));
    arena_free(&arena);
}

#define NB "\u00a0"
#define TH "\u202f"

static void test_published(void **state) {
    (void)state;
    finds("x;2018\nA;1\nB;2\nTotal;3\n", "");
    finds("x;2018\nA;5\nB;-2\nTotal;3\n", "A|2018|5 dépasse le total publié, 3.\n");
    finds("x;2018\nA;1\nB;1\nTotal;3\n",
          "Total|2018|La somme des lignes (2) n'est pas le total publié (3) : 1 de moins que dans le total.\n");
    finds("x;A;B;Total\n2018;1;2;4\n",
          "2018|Total|La somme des colonnes (3) n'est pas le total publié (4) : 1 de moins que dans le total.\n");
    finds("x;N\nA;1 K€\nB;1 K€\nTotal;3 K€\n",
          "Total|N|La somme des lignes (2" TH "000" NB "€) n'est pas le total publié (3" TH "000" NB
          "€), mais l'écart tient aux arrondis.\n");
    finds("x;N\nA;1\nB;2\nA;1\nA;4\n",
          "A||La ligne est répétée : elle est déjà la ligne 1 de la table.\n"
          "A||La ligne est répétée avec d'autres chiffres : elle est déjà la ligne 1 de la table.\n");
    finds("x;N\nA;101 %\n", "A|N|101" NB "% : une part est comprise entre 0 et 100" NB "%.\n");
    finds("x;N\nA;environ 3\n", "A|N|« environ 3 » n'est pas un nombre.\n");
    finds("x;Pourcentage\nA;3\n", "|Pourcentage|L'intitulé annonce un pourcentage, la colonne donne des nombres.\n");
}

static void test_rules(void **state) {
    (void)state;
    /* 2/3 = 66,67 %; 1/3 = 33,33 %. */
    finds("# contrôle : P = A / B\nx;A;B;P\nu;2;3;67 %\nv;2;3;66 %\nw;2;3;65 %\ny;1;3;33 %\n",
          "v|P|66" NB "% est tronqué : 2 / 3 = 66,67" NB "%, qui s'arrondit à 67" NB
          "%. Parts arrondies de la même table : 1.\n"
          "w|P|65" NB "% n'est pas le quotient : 2 / 3 = 66,67" NB "%, qui s'arrondit à 67" NB "%.\n");
    finds("# contrôle : P = 1 - A / B\nx;A;B;P\nu;1;4;75 %\nv;1;0;1 %\n",
          "v|P|1" NB "% est donné pour 1 − 1 / 0 : une part de zéro n'a pas de sens.\n"
          "v|P|1 − 1 / 0 : la partie dépasse le tout.\n");
    finds("# contrôle : T = A + B - C\nx;T;A;B;C\n2009;18;15;8;5\n2010;19;15;8;5\n",
          "2010|T|19 n'est pas 15 + 8 − 5, qui fait 18.\n");
    finds("# contrôle : A <= B\nx;A;B\nu;3;3\nv;4;3\nw;;3\n",
          "v|A|4 dépasse 3 : une partie ne dépasse pas son tout.\n"
          "w|A|Le contrôle « A <= B » ne peut pas être fait : un nombre manque.\n");
}

/* ---- What regions tell ---- */

static void test_facts(void **state) {
    static const char text[] =
        "format = \"caqes-suivi\"; version = 1; region = \"X\"; exercice = 2018;\n"
        "controles = { etablissements = 38; recuperations = 3; indus = \"43774\"; };\n"
        "adaptation = { dialyse = false; };\n"
        "non_signataires = ( { categorie = \"HAD\"; motif = \"nouvel_etablissement\"; nombre = 2; } );\n"
        "cotation = { mode = \"chiffree\"; maximum = \"20\"; moyenne = \"14.7\"; };\n";
    struct arena arena = ARENA_EMPTY;
    struct diag diag = {0};
    const struct region_facts *f = facts_parse("x.cfg", text, sizeof text - 1, &arena, &diag);
    (void)state;
    assert_non_null(f);
    assert_string_equal(f->region, "X");
    assert_int_equal(f->year, 2018);
    assert_int_equal(f->inspected, 38);
    assert_int_equal(f->sums, 4377400);
    assert_false(f->has_had);
    assert_true(f->has_dialysis);
    assert_false(f->dialysis);
    assert_int_equal(f->unsigned_count, 1);
    assert_int_equal(f->unsigned_rows[0].category, CATEGORY_HAD);
    assert_int_equal(f->scoring, SCORING_NUMBER);
    assert_int_equal(f->maximum, 20000);
    assert_int_equal(f->mean, 14700);
    arena_free(&arena);
}

/* ---- Drawing ---- */

static void test_cells(void **state) {
    struct arena arena = ARENA_EMPTY;
    struct follow_cell euros = {.kind = FOLLOW_EUROS, .value = {219187250, 1}};
    struct follow_cell share = {.kind = FOLLOW_SHARE, .value = {75, 1349}};
    struct follow_cell formula = {.kind = FOLLOW_TEXT, .text = "=1+1"};
    struct follow_cell hidden = {.kind = FOLLOW_HIDDEN};
    (void)state;
    assert_string_equal(follow_french(&euros, &arena), "2" TH "191" TH "872,50" NB "€");
    assert_string_equal(follow_plain(&euros, &arena), "2191872,50");
    assert_string_equal(follow_french(&share, &arena), "5,6" NB "%");
    assert_string_equal(follow_plain(&share, &arena), "5,6 %");
    assert_string_equal(follow_plain(&formula, &arena), "'=1+1");
    assert_string_equal(follow_plain(&hidden, &arena), "masqué");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hide),      cmocka_unit_test(test_hide_all), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_published), cmocka_unit_test(test_rules),    cmocka_unit_test(test_facts),
        cmocka_unit_test(test_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
