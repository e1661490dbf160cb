/* SPDX-License-Identifier: MIT
 *
 * What a configuration file says, to the character: places, digits, texts. */
#include "bad_files.h"

#include "host/base/digest.h"
#include "host/campaign/config_source.h"

#include <unistd.h>

static const struct setting *parse(struct fixture *f, const char *text) {
    struct conf_reader r;
    conf_open(&r, &f->arena, &f->diag);
    return conf_parse(&r, "essai.cfg", text, strlen(text));
}

static void assert_place(struct place p, uint32_t line, uint32_t column) {
    assert_string_equal(p.file, "essai.cfg");
    assert_int_equal(p.line, line);
    assert_int_equal(p.column, column);
}

static void every_setting_has_its_place(void **state) {
    struct fixture f;
    const struct setting *root, *list, *group;
    (void)state;
    fixture_open(&f);
    root = parse(
        &f, "# un\n/* deux\n   trois */ a = 1; // suite\n  b : ( \"x\", { c = true;\n\td = [ \"y\"\n , \"z\" ] } );\n");
    assert_non_null(root);
    assert_int_equal(root->count, 2);
    assert_place(root->children[0].name_place, 3, 13);
    assert_place(root->children[0].place, 3, 17);
    list = &root->children[1];
    assert_place(list->name_place, 4, 3);
    assert_place(list->place, 4, 7);
    assert_place(list->children[0].place, 4, 9);
    group = &list->children[1];
    assert_place(group->place, 4, 14);
    assert_place(group->children[1].name_place, 5, 2);
    assert_place(group->children[1].children[1].place, 6, 4);
    assert_string_equal(group->children[1].children[1].text, "z");
    assert_true(group->children[0].boolean);
    assert_int_equal(group->children[0].kind, SETTING_BOOLEAN);
    fixture_close(&f);
}

static void integers_keep_their_64_bits(void **state) {
    struct fixture f;
    const struct setting *root;
    (void)state;
    fixture_open(&f);
    root = parse(&f, "a = 4294969314; b = -9223372036854775808; c = 9223372036854775807L; d = 0; e = -5;");
    assert_non_null(root);
    assert_true(root->children[0].integer == INT64_C(4294969314));
    assert_true(root->children[1].integer == INT64_MIN);
    assert_true(root->children[2].integer == INT64_MAX);
    assert_true(root->children[3].integer == 0);
    assert_true(root->children[4].integer == -5);
    assert_null(parse(&f, "a = 9223372036854775808;"));
    assert_non_null(strstr(fixture_said(&f), "essai.cfg:1:5: error[C305]: this number does not fit in 64 bits"));
    fixture_close(&f);
}

static void texts_are_joined_and_unescaped(void **state) {
    struct fixture f;
    const struct setting *root;
    (void)state;
    fixture_open(&f);
    root = parse(&f, "\xEF\xBB\xBF"
                     "a = \"Véh\" # suite\n \"icule \\\"léger\\\" \\\\\"; b = \"# // /* ; }\";");
    assert_non_null(root);
    assert_string_equal(root->children[0].text, "Véhicule \"léger\" \\");
    assert_string_equal(root->children[1].text, "# // /* ; }");
    fixture_close(&f);
}

static void a_float_keeps_its_characters(void **state) {
    struct fixture f;
    const struct setting *root;
    (void)state;
    fixture_open(&f);
    root = parse(&f, "a = 0.0220; b = 1e400;");
    assert_non_null(root);
    assert_int_equal(root->children[0].kind, SETTING_FLOAT);
    assert_string_equal(root->children[0].text, "0.0220");
    assert_string_equal(root->children[1].text, "1e400");
    fixture_close(&f);
}

/* Each order of tokens that libconfig refuses, with the place of what breaks it. */
static void what_breaks_the_grammar_has_a_place(void **state) {
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"a = ", "1:3: error[C302]: a value is missing after this"},
        {"a", "1:1: error[C302]: a value is missing after this"},
        {"a = 1;\nb", "2:1: error[C302]: a value is missing after this"},
        {"a 1;", "1:3: error[C302]: a name is followed by = and a value"},
        {"= 1;", "1:1: error[C302]: a name is expected here"},
        {"a = 1;; b = 2;", "1:7: error[C302]: a name is expected here"},
        {"a = ;", "1:5: error[C302]: a value is missing here"},
        {"a = 1 2;", "1:7: error[C302]: a name is expected here"},
        {"a = \"x\" 2;", "1:9: error[C302]: a name is expected here"},
        {"a = 2 \"x\";", "1:7: error[C302]: a name is expected here"},
        {"\"x\" = 2;", "1:1: error[C302]: a name is expected here"},
        {"a = oui;", "1:5: error[C302]: this is not a value"},
        {"a = (1 2);", "1:8: error[C302]: a comma is missing before this"},
        {"a = (\"x\", 2 \"y\");", "1:13: error[C302]: a comma is missing before this"},
        {"a = (, 1);", "1:6: error[C302]: a value is missing here"},
        {"a = (1,, 2);", "1:8: error[C302]: a value is missing here"},
        {"a = (1,);", "1:8: error[C302]: a value is missing here"},
        {"a = (1; 2);", "1:7: error[C302]: a comma is missing before this"},
        {"a = { b };", "1:9: error[C302]: a value is missing here"},
        {"a = { b = };", "1:11: error[C302]: a value is missing here"},
        {"a = { 1 };", "1:7: error[C302]: a name is expected here"},
        {"a = { b = 1", "1:5: error[C302]: this bracket is not closed"},
        {"a = (1, b = 2;", "1:9: error[C302]: this is not a value"},
        {"a = (1\nb = 2;", "1:5: error[C302]: this bracket is not closed"},
        {"a = (1];", "1:7: error[C302]: this bracket closes another kind"},
        {"a = 1; }", "1:8: error[C302]: this bracket closes nothing"},
        {"a = [1, \"x\"];", "1: error[C302]: mismatched element type in array"},
        {"a = 5x;", "1: error[C302]: syntax error"},
        {"a = zero;", "1:5: error[C302]: this is not a value"},
        {"a = 1; a = 2;", "1:8: error[C308]: this setting is given twice"},
        {"a = 1; b = { c = 1; }; b = 2;", "1:24: error[C308]: this setting is given twice"},
        {"_a = 5;", "1:1: error[C302]: a name is expected here"},
        {"a = 1; /", "1:8: error[C302]: this is neither a name, a number nor a text in quotes"},
        {"a = \"x\\", "1:5: error[C302]: a text is not closed"},
        {"a = \"x\n\";", "1:5: error[C302]: a text is not closed"},
        {"a = 1; /* *", "1:8: error[C302]: a comment is not closed"},
    };
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        const char *said;
        fixture_open(&f);
        assert_null(parse(&f, cases[i].text));
        said = arena_format(&f.arena, "essai.cfg:%s\n", cases[i].said);
        if (strncmp(fixture_said(&f), said, strlen(said)) != 0) fail_msg("%s: %s", cases[i].text, f.said);
        assert_int_equal(f.diag.errors, 1);
        fixture_close(&f);
    }
}

static void what_libconfig_accepts_is_accepted(void **state) {
    static const char *const texts[] = {
        "",
        "\xEF\xBB\xBF",
        "# nothing",
        "a = 1; b = { a = 2; c = ( { a = 3; }, { a = 4; } ); };",
        "a = 1",
        "a : 1 b : 2",
        "a = 1, b = 2,",
        "A = 1; Z = 2; z = 3; *b-c_9 = 4; a09 = 5;",
        "a = ( ); b = [ ]; c = { };",
        "a = ( ( ), [ 1, 2 ], { b = 1 } );",
        "a = TRUE; b = False;",
        "a = ( \"x\" \"y\", true );",
        "a = +1.5; b = -.5; c = 5.; d = 1e3;",
        "a = 1;/**/b = 2;//\nc = 3;# \f\r\n",
    };
    size_t i;
    (void)state;
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct fixture f;
        fixture_open(&f);
        if (!parse(&f, texts[i])) fail_msg("%s: %s", texts[i], fixture_said(&f));
        assert_string_equal(fixture_said(&f), "");
        fixture_close(&f);
    }
}

static void too_many_settings_in_a_group(void **state) {
    struct fixture f;
    char text[CONFIG_MAX_NAMES * 16 + 32] = "";
    int i;
    (void)state;
    fixture_open(&f);
    for (i = 0; i < CONFIG_MAX_NAMES; i++) snprintf(text + strlen(text), 16, "a%d = 1;\n", i);
    assert_non_null(parse(&f, text));
    snprintf(text + strlen(text), 16, "b = 1;\n");
    assert_null(parse(&f, text));
    assert_non_null(strstr(fixture_said(&f), "essai.cfg:65:1: error[C302]: a group holds more than 64 settings"));
    fixture_close(&f);
}

/* Neither libconfig nor the tokens may read past the end, whatever the end. */
static void every_prefix_is_refused_or_read(void **state) {
    struct fixture f;
    size_t length = 0, i, read = 0;
    const char *text;
    (void)state;
    fixture_open(&f);
    text = fixture_file(&f.arena, FIXTURES "/campagne.cfg", &length);
    for (i = 0; i < length; i++) {
        struct fixture one;
        char *exact = malloc(i + 1);
        memcpy(exact, text, i);
        exact[i] = '\0';
        fixture_open(&one);
        if (parse(&one, exact)) read++;
        assert_true((one.diag.errors == 0) == (one.diag.exit_code == CAQES_EXIT_DONE));
        fixture_close(&one);
        free(exact);
    }
    assert_true(read > 10);
    assert_true(read < length / 2);
    fixture_close(&f);
}

static void paths_are_relative_to_the_file(void **state) {
    struct fixture f;
    struct conf_reader r;
    (void)state;
    fixture_open(&f);
    conf_open(&r, &f.arena, &f.diag);
    assert_string_equal(conf_path(&r, FIXTURES "/campagne.cfg", "modele.cfg"), FIXTURES "/modele.cfg");
    assert_string_equal(conf_path(&r, FIXTURES "/campagne.cfg", "../campaign/modele.cfg"), FIXTURES "/modele.cfg");
    assert_string_equal(conf_path(&r, "campagne.cfg", "modele.cfg"), "modele.cfg");
    assert_string_equal(conf_path(&r, "tests/x.cfg", "../CMakeLists.txt"), "CMakeLists.txt");
    assert_string_equal(conf_path(&r, "./x.cfg", "../y.cfg"), "./../y.cfg");
    assert_string_equal(conf_path(&r, FIXTURES "/x.cfg", "/etc/y.cfg"), "/etc/y.cfg");
    fixture_close(&f);
}

/* A linked folder is not where it seems: ".." leaves from where the link leads. */
static void a_linked_folder_is_followed(void **state) {
    struct fixture f;
    struct conf_reader r;
    char folder[] = "/tmp/caqes-conf-XXXXXX";
    const char *link_path, *target;
    (void)state;
    fixture_open(&f);
    conf_open(&r, &f.arena, &f.diag);
    assert_non_null(mkdtemp(folder));
    link_path = arena_format(&f.arena, "%s/lien", folder);
    target = realpath("tests/unit", NULL);
    assert_int_equal(symlink(target, link_path), 0);
    assert_string_equal(conf_path(&r, arena_format(&f.arena, "%s/x.cfg", link_path), "../CMakeLists.txt"),
                        arena_format(&f.arena, "%s/../CMakeLists.txt", link_path));
    unlink(link_path);
    rmdir(folder);
    free((void *)(uintptr_t)target);
    fixture_close(&f);
}

static void a_file_of_the_command_line_is_a_system_error(void **state) {
    struct fixture f;
    struct conf_reader r;
    (void)state;
    fixture_open(&f);
    conf_open(&r, &f.arena, &f.diag);
    assert_null(conf_read(&r, "tests/nulle-part.cfg", NULL));
    assert_null(conf_read(&r, "/dev/null", NULL));
    assert_string_equal(fixture_said(&f),
                        "tests/nulle-part.cfg: error[S301]: this file cannot be read: No such file or directory\n"
                        "/dev/null: error[S301]: this file cannot be read: it is not a regular file\n");
    assert_int_equal(f.diag.exit_code, CAQES_EXIT_SYSTEM);
    fixture_close(&f);
}

static void the_digest_is_that_of_the_files_end_to_end(void **state) {
    struct fixture f;
    struct conf_reader r;
    char *all, found[65], expected[DIGEST_TEXT];
    size_t one = 0, two = 0;
    const char *a, *b;
    (void)state;
    fixture_open(&f);
    conf_open(&r, &f.arena, &f.diag);
    a = fixture_file(&f.arena, FIXTURES "/modele.cfg", &one);
    b = fixture_file(&f.arena, FIXTURES "/referentiel.cfg", &two);
    all = arena_alloc(&f.arena, one + two);
    memcpy(all, a, one);
    memcpy(all + one, b, two);
    assert_non_null(conf_read(&r, FIXTURES "/modele.cfg", NULL));
    assert_non_null(conf_read(&r, FIXTURES "/referentiel.cfg", NULL));
    conf_digest(&r, found);
    digest_bytes(all, one + two, expected);
    assert_string_equal(found, expected);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_setting_has_its_place),
        cmocka_unit_test(integers_keep_their_64_bits),
        cmocka_unit_test(texts_are_joined_and_unescaped),
        cmocka_unit_test(a_float_keeps_its_characters),
        cmocka_unit_test(what_breaks_the_grammar_has_a_place),
        cmocka_unit_test(what_libconfig_accepts_is_accepted),
        cmocka_unit_test(too_many_settings_in_a_group),
        cmocka_unit_test(every_prefix_is_refused_or_read),
        cmocka_unit_test(paths_are_relative_to_the_file),
        cmocka_unit_test(a_linked_folder_is_followed),
        cmocka_unit_test(a_file_of_the_command_line_is_a_system_error),
        cmocka_unit_test(the_digest_is_that_of_the_files_end_to_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
