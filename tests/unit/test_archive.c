/* SPDX-License-Identifier: MIT
 *
 * What an archive and a difference rest on: names, the index, a document cut into parts, and the shares of a change. */
#include "check.h"

#include "host/archive/unpack.h"
#include "host/diff/attribution.h"
#include "host/diff/json_cut.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void names_stay_in_the_folder(void **state) {
    static const char *const good[] = {"a",       "a/b", "LISEZMOI.txt", "configuration/campagne 2018/\xC3\xA9.cfg",
                                       "..a/b..", ".x"};
    static const char *const bad[] = {"",    "/",      "/a",   "a/",   "a//b",  ".",    "..",  "../a", "a/..",
                                      "./a", "a/../b", "a\\b", "a\nb", "a\x7F", "\xFF", "a/.", "a/./b"};
    char longest[BUNDLE_MAX_NAME + 2];
    size_t i;
    (void)state;
    for (i = 0; i < sizeof good / sizeof *good; i++) assert_true(bundle_name_is_safe(good[i]));
    for (i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(bundle_name_is_safe(bad[i]));
    memset(longest, 'a', sizeof longest);
    longest[BUNDLE_MAX_NAME] = '\0';
    assert_true(bundle_name_is_safe(longest));
    longest[BUNDLE_MAX_NAME] = 'a';
    longest[BUNDLE_MAX_NAME + 1] = '\0';
    assert_false(bundle_name_is_safe(longest));
}

static void a_file_gives_its_last_name(void **state) {
    struct arena arena = ARENA_EMPTY;
    (void)state;
    assert_string_equal(bundle_name_of("/home/x/d 1.json", &arena), "d_1.json");
    assert_string_equal(bundle_name_of("..", &arena), "_.");
    assert_string_equal(bundle_name_of("a/", &arena), "_");
    arena_free(&arena);
}

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static bool index_reads(const char *text, struct bundle_index *out, struct arena *arena) {
    struct diag diag = {0};
    bool good = bundle_index_read("x.tar", text, strlen(text), arena, &diag, out);
    assert_int_equal(good, diag.errors == 0);
    if (!good) assert_int_equal(diag.exit_code, CAQES_EXIT_INPUT);
    return good;
}

static void an_index_is_strict(void **state) {
    static const char *const bad[] = {"",
                                      "\n",
                                      A64 "  a",
                                      A64 " a\n",
                                      A64 "   a\n" A64 "  \n",
                                      A64 "a  a\n",
                                      A64 "  b\n" A64 "  a\n",
                                      A64 "  a\n" A64 "  a\n",
                                      A64 "  ../a\n",
                                      A64 "  SHA256SUMS\n",
                                      A64 " *a\n",
                                      "g" A64 "  a\n",
                                      A64 "  a\n\n"};
    struct arena arena = ARENA_EMPTY;
    struct bundle_index index;
    size_t i;
    (void)state;
    for (i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(index_reads(bad[i], &index, &arena));
    assert_true(index_reads(A64 "  a\n" A64 "  b/c\n", &index, &arena));
    assert_int_equal(index.count, 2);
    assert_string_equal(bundle_index_find(&index, "b/c")->sha256, A64);
    assert_null(bundle_index_find(&index, "b"));
    arena_free(&arena);
}

/* The parts of a document, as "key=value;". */
static const char *cut(const char *text, struct arena *arena) {
    const char *at = text, *end = text + strlen(text), *all = "";
    struct json_span key, value;
    bool closed;
    while (json_cut_part(&at, end, &key, &value, &closed))
        all = arena_format(arena, "%s%.*s=%.*s;", all, (int)key.length, key.start, (int)value.length, value.start);
    return arena_format(arena, "%s%s", all, closed ? "" : "!");
}

static void a_document_is_cut_at_its_commas(void **state) {
    struct arena a = ARENA_EMPTY;
    (void)state;
    assert_string_equal(cut("{}", &a), "");
    assert_string_equal(cut(" [ ] ", &a), "");
    assert_string_equal(cut("{\"a\": 1, \"b\" : [1,{\"c\":\"]\"}] }", &a), "a=1;b=[1,{\"c\":\"]\"}];");
    assert_string_equal(cut("[{\"x\":\"\\\"}\"},2]", &a), "={\"x\":\"\\\"}\"};=2;");
    assert_string_equal(cut("[\"a\",\"b\"]", &a), "=\"a\";=\"b\";");
    assert_string_equal(cut("{\"a\": [1", &a), "!");
    assert_string_equal(cut("{\"a\": \"", &a), "!");
    assert_string_equal(cut("{\"a\"", &a), "=\"a\";!");
    assert_string_equal(cut("", &a), "!");
    arena_free(&a);
}

/* ---- Shares ---- */

/* Results of one establishment with one volet, in a file of its own. */
static void open_state(struct results *r, const char *finess, const char *status, const char *counted) {
    char path[] = "/tmp/caqes-test.XXXXXX";
    struct diag diag = {0};
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    if (finess)
        fprintf(file,
                "{\"format\":\"caqes-grille\",\"version\":1,\"exercice\":2018,\"etablissement\":{\"finess\":\"%s\"},"
                "\"volets\":[{\"volet\":\"socle\",\"statut\":\"%s\"%s%s}],\"total\":{\"etat\":\"complet\"}}\n",
                finess, status, counted ? ",\"compte_centimes\":" : "", counted ? counted : "");
    fclose(file);
    assert_true(results_open(path, &diag, r));
    unlink(path);
}

/* A way from A to B of which each state is "status centimes"; the shares come out as "groups:centimes " in order. */
struct step {
    unsigned swapped;
    const char *finess, *status, *counted;
};

static const char *shares_of(const struct step *steps, unsigned count) {
    static char text[128];
    struct arena arena = ARENA_EMPTY;
    struct results results[MAX_STATES];
    struct attribution a = {.count = count};
    struct difference d = {.arena = &arena};
    unsigned s;
    for (s = 0; s < count; s++) {
        open_state(&results[s], steps[s].finess, steps[s].status, steps[s].counted);
        a.states[s] = (struct attribution_state){&results[s], steps[s].swapped};
    }
    difference_compare(&d, &results[0], &results[count - 1]);
    attribution_fill(&a, &d);
    text[0] = '\0';
    for (s = 1; s < GROUP_SETS; s++)
        if (d.shares.known[s])
            snprintf(text + strlen(text), sizeof text - strlen(text), "%u:%lld ", s, (long long)d.shares.centimes[s]);
    for (s = 0; s < count; s++) results_close(&results[s]);
    arena_free(&d.scratch);
    arena_free(&arena);
    return text;
}

#define ONE "990000038"
enum { P = GROUP_PROGRAM, I = GROUP_INPUTS, C = GROUP_CONFIGURATION, G = GROUP_PLUGINS };

static void shares_add_up(void **state) {
    /* -100 by the dossiers to -40, by the configuration to -70, by the plugins to 0. */
    static const struct step plain[] = {
        {0, ONE, "evalue", "-100"}, {I, ONE, "evalue", "-40"}, {C, ONE, "evalue", "-70"}, {G, ONE, "evalue", "0"}};
    /* A state that refuses the dossier: its group waits for the next one. */
    static const struct step refused[] = {
        {0, ONE, "evalue", "-100"}, {I, NULL, NULL, NULL}, {C, ONE, "evalue", "-70"}, {G, ONE, "evalue", "0"}};
    /* Nor does one without amount, when both ends have one. */
    static const struct step lacking[] = {
        {0, ONE, "evalue", "-100"}, {I, ONE, "incomplet", NULL}, {C, ONE, "erreur", NULL}, {G, ONE, "evalue", "-30"}};
    /* But when an end has none either, the amount went there. */
    static const struct step lost[] = {
        {0, ONE, "evalue", "-100"}, {I, ONE, "incomplet", NULL}, {C, ONE, "incomplet", NULL}};
    /* An establishment of B alone comes with the dossiers. */
    static const struct step added[] = {{0, NULL, NULL, NULL}, {I, ONE, "evalue", "-10"}, {C, ONE, "evalue", "-15"}};
    /* What the program changes at both ends is one share. */
    static const struct step program[] = {
        {0, ONE, "evalue", "-100"}, {P, ONE, "evalue", "-90"}, {I, ONE, "evalue", "-50"}, {P, ONE, "evalue", "-45"}};
    (void)state;
    assert_string_equal(shares_of(plain, 4), "2:60 4:-30 8:70 ");
    assert_string_equal(shares_of(refused, 4), "6:30 8:70 ");
    assert_string_equal(shares_of(lacking, 4), "14:70 ");
    assert_string_equal(shares_of(lost, 3), "2:100 4:0 ");
    assert_string_equal(shares_of(added, 3), "2:-10 4:-5 ");
    assert_string_equal(shares_of(program, 4), "1:15 2:40 ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stay_in_the_folder),
        cmocka_unit_test(a_file_gives_its_last_name),
        cmocka_unit_test(an_index_is_strict),
        cmocka_unit_test(a_document_is_cut_at_its_commas),
        cmocka_unit_test(shares_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
