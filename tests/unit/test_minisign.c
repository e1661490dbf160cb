/* SPDX-License-Identifier: MIT
 *
 * Signatures made by minisign 0.11 are verified, and ours are of its format; a change anywhere is found. The files of
 * tests/fixtures/minisign were made with the tool itself. */
#include "check.h"

#include "host/trust/minisign.h"

#include <stdio.h>
#include <string.h>

#define FOLDER "tests/fixtures/minisign/"

struct text {
    char bytes[8192];
    size_t length;
};

static struct text file(const char *path) {
    struct text t = {.length = 0};
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    t.length = fread(t.bytes, 1, sizeof t.bytes - 1, stream);
    fclose(stream);
    return t;
}

static struct minisign_key public_key(const char *path) {
    struct text t = file(path);
    struct minisign_key key;
    assert_int_equal(minisign_read_public(t.bytes, t.length, &key), MINISIGN_OK);
    return key;
}

static void test_signatures_of_the_tool(void **state) {
    struct minisign_key key = public_key(FOLDER "password.pub"), other = public_key(FOLDER "plain.pub");
    struct text data = file(FOLDER "signed.txt"), now = file(FOLDER "signed.minisig");
    struct text old = file(FOLDER "legacy.minisig");
    struct minisign_signature s;
    (void)state;
    assert_int_equal(minisign_read_signature(now.bytes, now.length, &s), MINISIGN_OK);
    assert_true(s.prehashed);
    assert_string_equal(s.comment, "trusted é");
    assert_int_equal(minisign_verify(&s, &key, data.bytes, data.length), MINISIGN_OK);
    assert_int_equal(minisign_verify(&s, &other, data.bytes, data.length), MINISIGN_OTHER_KEY);
    assert_int_equal(minisign_verify(&s, &key, data.bytes, data.length - 1), MINISIGN_WRONG);
    s.comment[0] ^= 1;
    assert_int_equal(minisign_verify(&s, &key, data.bytes, data.length), MINISIGN_WRONG);
    assert_int_equal(minisign_read_signature(old.bytes, old.length, &s), MINISIGN_OK);
    assert_false(s.prehashed);
    assert_int_equal(minisign_verify(&s, &key, data.bytes, data.length), MINISIGN_OK);
}

static void sign_and_verify(const char *secret_file, const char *password, const char *public_file) {
    struct minisign_key key = public_key(public_file);
    struct text t = file(secret_file);
    struct minisign_secret secret;
    struct minisign_signature s;
    char text[MINISIGN_TEXT];
    assert_int_equal(minisign_read_secret(t.bytes, t.length, password, &secret), MINISIGN_OK);
    assert_int_equal(minisign_sign(&secret, "abc", 3, "plugin: caqes-socle.so", text), MINISIGN_OK);
    assert_int_equal(minisign_read_signature(text, strlen(text), &s), MINISIGN_OK);
    assert_string_equal(s.comment, "plugin: caqes-socle.so");
    assert_int_equal(minisign_verify(&s, &key, "abc", 3), MINISIGN_OK);
    assert_int_equal(minisign_verify(&s, &key, "abd", 3), MINISIGN_WRONG);
    assert_int_equal(minisign_sign(&secret, "abc", 3, "two\nlines", text), MINISIGN_MALFORMED);
}

static void test_own_signatures(void **state) {
    (void)state;
    sign_and_verify(FOLDER "password.sec", "pw", FOLDER "password.pub");
    sign_and_verify(FOLDER "plain.sec", "", FOLDER "plain.pub");
}

static void test_passwords(void **state) {
    struct text t = file(FOLDER "password.sec");
    struct minisign_secret secret;
    (void)state;
    assert_int_equal(minisign_read_secret(t.bytes, t.length, "PW", &secret), MINISIGN_PASSWORD);
    assert_int_equal(minisign_read_secret(t.bytes, t.length - 20, "pw", &secret), MINISIGN_MALFORMED);
}

/* Every beginning of a file, and every file with one byte changed, is refused or is not the same. */
static void test_damage(void **state) {
    struct minisign_key key = public_key(FOLDER "password.pub");
    struct text data = file(FOLDER "signed.txt"), whole = file(FOLDER "signed.minisig");
    struct minisign_signature s;
    size_t i, comment = strlen("untrusted comment: ");
    size_t first = (size_t)(strchr(whole.bytes, '\n') - whole.bytes);
    (void)state;
    for (i = 0; i + 1 < whole.length; i++)
        assert_int_not_equal(minisign_read_signature(whole.bytes, i, &s) == MINISIGN_OK &&
                                 minisign_verify(&s, &key, data.bytes, data.length) == MINISIGN_OK,
                             1);
    for (i = 0; i + 1 < whole.length; i++) {
        struct text changed = whole;
        if (i >= comment && i < first) continue; /* the untrusted comment is not signed, as its name says */
        changed.bytes[i] = (char)(changed.bytes[i] ^ 1);
        assert_false(minisign_read_signature(changed.bytes, changed.length, &s) == MINISIGN_OK &&
                     minisign_verify(&s, &key, data.bytes, data.length) == MINISIGN_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_of_the_tool),
        cmocka_unit_test(test_own_signatures),
        cmocka_unit_test(test_passwords),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
