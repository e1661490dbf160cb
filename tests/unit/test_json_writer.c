/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "host/base/text.h"
#include "host/report/json_writer.h"

#include <stdio.h>
#include <string.h>

static void expect(struct json_writer *w, const char *text) {
    assert_int_equal(w->length, strlen(text));
    assert_memory_equal(w->bytes, text, w->length);
    json_free(w);
}

/* Each byte there is, at each place of a string longer than what is looked at in one go. */
static void test_every_byte(void **state) {
    char text[20], wanted[32];
    unsigned byte, at;
    (void)state;
    for (byte = 1; byte < 256; byte++)
        for (at = 0; at < sizeof text - 1; at++) {
            struct json_writer w = {0};
            char form[8];
            memset(text, 'x', sizeof text - 1);
            text[sizeof text - 1] = '\0';
            text[at] = (char)byte;
            if (byte < 0x20) {
                snprintf(form, sizeof form, "\\u%04x", byte);
            } else {
                snprintf(form, sizeof form, "%s%c", byte == '"' || byte == '\\' ? "\\" : "", (int)byte);
            }
            snprintf(wanted, sizeof wanted, "\"%.*s%s%s\"", (int)at, text, form, text + at + 1);
            json_string(&w, text);
            expect(&w, wanted);
        }
}

static void test_numbers(void **state) {
    struct json_writer w = {0};
    char text[48];
    (void)state;
    json_begin(&w, '[');
    json_integer(&w, 0);
    json_integer(&w, INT64_MIN);
    json_integer(&w, INT64_MAX);
    json_fraction(&w, (struct caqes_fraction){-6, 4});
    json_fraction(&w, (struct caqes_fraction){6, 1});
    json_end(&w, ']');
    expect(&w, "[0,-9223372036854775808,9223372036854775807,\"-3/2\",\"6\"]");
    int128_text((caqes_int128)UINT64_MAX + 1, text);
    assert_string_equal(text, "18446744073709551616");
    int128_text((caqes_int128)10 * 1000000000 * 1000000000 * 1000000000, text);
    assert_string_equal(text, "10000000000000000000000000000");
    int128_text((caqes_int128)(~(caqes_uint128)0 >> 1), text);
    assert_string_equal(text, "170141183460469231731687303715884105727");
}

/* Elements written apart are where they would have been. */
static void test_apart(void **state) {
    bool pretty;
    (void)state;
    for (pretty = false;; pretty = true) {
        struct json_writer whole = {.pretty = pretty}, parts = {.pretty = pretty}, apart = {0};
        json_begin(&whole, '{');
        json_key(&whole, "a");
        json_begin(&whole, '[');
        for (int k = 0; k < 4; k++) json_integer(&whole, k);
        json_end(&whole, ']');
        json_end(&whole, '}');
        json_begin(&parts, '{');
        json_key(&parts, "a");
        json_begin(&parts, '[');
        for (int k = 0; k < 4; k += 2) {
            apart.length = 0;
            json_apart(&apart, &parts);
            json_splice(&parts, &apart); /* nothing was written */
            json_integer(&apart, k);
            json_integer(&apart, k + 1);
            json_splice(&parts, &apart);
        }
        json_end(&parts, ']');
        json_end(&parts, '}');
        assert_int_equal(parts.length, whole.length);
        assert_memory_equal(parts.bytes, whole.bytes, whole.length);
        json_free(&whole);
        json_free(&parts);
        json_free(&apart);
        if (pretty) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_byte), cmocka_unit_test(test_numbers),
                                       cmocka_unit_test(test_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
