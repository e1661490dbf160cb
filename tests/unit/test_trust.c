/* SPDX-License-Identifier: MIT
 *
 * Lists of keys and locks: what is read, what is written, what is refused. What becomes of plugins is in
 * tests/cli/trust.sh. */
#include "bad_files.h"

#include "host/plugin/version.h"
#include "host/trust/trust.h"

#define NATIONAL "RWTHj8rueWy2dox5WNilQXiMbRmT49xjO0UdcRhZ4K5r3x786GY7e5Ip"
#define REGIONAL "RWTL2fjk0RkZRBvniY1jB6wmpuZ/2V9dvCA9knSvsX1Fcg6KzIoB5IZD"
#define SHA "892f49ada29d25404156992027e35279f218029e43885934b9fa2e04d1dc2a13"

static const struct key_list *keys_of(struct fixture *f, const char *text) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &f->arena, &f->diag);
    root = conf_parse(&r, "cles.cfg", text, strlen(text));
    return root ? keys_build(&r, "cles.cfg", root) : NULL;
}

static struct lock *lock_of(struct fixture *f, const char *text) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &f->arena, &f->diag);
    root = conf_parse(&r, "plugins.lock", text, strlen(text));
    return root ? lock_build(&r, "plugins.lock", root) : NULL;
}

static void test_keys_are_read(void **state) {
    struct fixture f;
    const struct key_list *list;
    (void)state;
    fixture_open(&f);
    list = keys_of(&f, "format = \"caqes-cles\"; version = 1; cles = (\n"
                       "{ nom = \"Nationale\"; cle = \"" NATIONAL "\"; portee = \"nationale\"; },\n"
                       "{ nom = \"ARS\"; cle = \"" REGIONAL "\"; portee = \"regionale\"; plugins = [\"fr.ars.\"];\n"
                       "  revoquee = \"2026-01-31\"; motif = \"perdue\"; } );\n");
    assert_non_null(list);
    assert_int_equal(list->count, 2);
    assert_true(list->keys[0].national && !list->keys[0].revoked && list->keys[0].prefix_count == 0);
    assert_string_equal(list->keys[0].id, "76B66C79EECA8FC7"); /* as minisign says in the file of the key */
    assert_false(list->keys[1].national);
    assert_string_equal(list->keys[1].revoked, "2026-01-31");
    assert_string_equal(list->keys[1].motive, "perdue");
    assert_string_equal(list->keys[1].prefixes[0], "fr.ars.");
    assert_ptr_equal(keys_find(list, list->keys[1].key.id), &list->keys[1]);
    assert_null(keys_find(list, (const uint8_t *)"????????"));
    fixture_close(&f);
}

static const char *written(struct fixture *f, const struct lock *lock) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    const char *copy;
    lock_write(stream, lock);
    fclose(stream);
    copy = arena_copy(&f->arena, text, length);
    free(text);
    return copy;
}

/* Whatever the order of the installations, the same bytes; and what was written is what is read. */
static void test_a_lock_is_read_as_written(void **state) {
    static const struct locked_plugin a = {"fr.a", "1.0.0", SHA, "76B66C79EECA8FC7", "Clé \"une\" \\ deux", "Éditeur"};
    static const struct locked_plugin b = {"fr.b", "2.0.0-rc1", SHA, "441919D1E4F8D9CB", "ARS", "ARS"};
    static const struct locked_plugin c = {"fr.c", "1.0.0", SHA, "441919D1E4F8D9CB", "ARS", "ARS"};
    struct locked_plugin newer = b;
    struct lock one = {.file = "plugins.lock"}, other = {.file = "plugins.lock"}, *read;
    const char *text;
    struct fixture f;
    (void)state;
    fixture_open(&f);
    assert_non_null(lock_of(&f, written(&f, &one)));
    lock_put(&one, &a, &f.arena);
    lock_put(&one, &b, &f.arena);
    lock_put(&one, &c, &f.arena);
    lock_put(&other, &c, &f.arena);
    lock_put(&other, &a, &f.arena);
    newer.version = "1.9.9";
    lock_put(&other, &newer, &f.arena);
    lock_put(&other, &b, &f.arena); /* in the place of the other version */
    text = written(&f, &one);
    assert_string_equal(text, written(&f, &other));
    assert_int_equal(text[strlen(text) - 1], '\n');
    read = lock_of(&f, text);
    assert_non_null(read);
    assert_int_equal(read->count, 3);
    assert_string_equal(read->plugins[0].key_name, a.key_name);
    assert_string_equal(lock_find(read, "fr.b")->version, "2.0.0-rc1");
    assert_null(lock_find(read, "fr"));
    assert_null(lock_find(read, "fr.d"));
    assert_string_equal(text, written(&f, read));
    fixture_close(&f);
}

static void test_versions(void **state) {
    static const char *const rising[] = {"0.9.10", "1.0.0-a", "1.0.0-b", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "10.0.0"};
    size_t i, k, count = sizeof rising / sizeof *rising;
    (void)state;
    for (i = 0; i < count; i++)
        for (k = 0; k < count; k++) {
            int order = version_compare(rising[i], rising[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
    assert_false(version_is_valid("1.0"));
    assert_false(version_is_valid("1.0.00"));
    assert_false(version_is_valid("1.0.0-"));
}

static bool reads_keys(struct fixture *f, const char *file) {
    struct conf_reader r;
    conf_open(&r, &f->arena, &f->diag);
    return keys_read(&r, file, NULL) != NULL;
}

static bool reads_lock(struct fixture *f, const char *file) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, &f->arena, &f->diag);
    root = conf_read(&r, file, NULL);
    return root && lock_build(&r, file, root);
}

static void test_bad_keys_are_refused_as_expected(void **state) {
    (void)state;
    check_bad_files("tests/bad/keys", 3, reads_keys);
}

static void test_bad_locks_are_refused_as_expected(void **state) {
    (void)state;
    check_bad_files("tests/bad/locks", 4, reads_lock);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_read),
        cmocka_unit_test(test_a_lock_is_read_as_written),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_bad_keys_are_refused_as_expected),
        cmocka_unit_test(test_bad_locks_are_refused_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
