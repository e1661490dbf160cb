/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "host/base/calendar.h"
#include "host/base/text.h"
#include "host/report/wrap.h"

#include <stdlib.h>
#include <string.h>

static enum decimal_result parse(const char *text, unsigned decimals, int64_t *out) {
    return decimal_parse(text, strlen(text), decimals, out);
}

static void test_decimal(void **state) {
    static const struct {
        const char *text;
        unsigned decimals;
        enum decimal_result result;
        int64_t value;
    } cases[] = {
        {"0", 2, DECIMAL_OK, 0},
        {"-0", 2, DECIMAL_OK, 0},
        {"1022000.01", 2, DECIMAL_OK, 102200001},
        {"-12.5", 2, DECIMAL_OK, -1250},
        {"1.500", 1, DECIMAL_OK, 15},
        {"0.022", 6, DECIMAL_OK, 22000},
        {"9007199254740993", 0, DECIMAL_OK, 9007199254740993}, /* 2^53 + 1 */
        {"9223372036854775807", 0, DECIMAL_OK, INT64_MAX},
        {"-9223372036854775808", 0, DECIMAL_OK, INT64_MIN},
        {"92233720368547758.07", 2, DECIMAL_OK, INT64_MAX},
        {"9223372036854775808", 0, DECIMAL_TOO_LARGE, 0},
        {"92233720368547758.08", 2, DECIMAL_TOO_LARGE, 0},
        {"1.001", 2, DECIMAL_TOO_MANY_DECIMALS, 0},
        {"1.5", 0, DECIMAL_TOO_MANY_DECIMALS, 0},
        {"", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"-", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"1.", 2, DECIMAL_NOT_A_NUMBER, 0},
        {".5", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"01", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"+1", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"1e5", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"1,5", 2, DECIMAL_NOT_A_NUMBER, 0},
        {" 1", 2, DECIMAL_NOT_A_NUMBER, 0},
        {"1 ", 2, DECIMAL_NOT_A_NUMBER, 0},
    };
    size_t i;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = 42;
        print_message("  %s\n", cases[i].text);
        assert_int_equal(parse(cases[i].text, cases[i].decimals, &value), cases[i].result);
        assert_int_equal(value, cases[i].result == DECIMAL_OK ? cases[i].value : 42);
    }
}

static void test_nearest(void **state) {
    static const char *const known[] = {"depenses_transports", "prevision_transports", "produits_am"};
    (void)state;
    assert_string_equal(text_nearest("depenses_transport", known, 3), "depenses_transports");
    assert_string_equal(text_nearest("produist_am", known, 3), "produits_am");
    assert_null(text_nearest("icalin", known, 3));
    assert_int_equal(text_distance("abcd", "abdc"), 1);
    assert_int_equal(text_distance("", "abc"), 3);
}

static void test_french(void **state) {
    char text[96];
    (void)state;
    french_centimes(123450, false, text);
    assert_string_equal(text, "1\u202f234,50\u00a0€");
    french_centimes(-5, true, text);
    assert_string_equal(text, "-0,05\u00a0€");
    french_centimes(INT64_MIN, true, text);
    assert_string_equal(text, "-92\u202f233\u202f720\u202f368\u202f547\u202f758,08\u00a0€");
    assert_true(french_fraction(caqes_fraction_of(2, 3), 2, text));
    assert_string_equal(text, "0,67");
    assert_true(french_fraction(caqes_fraction_of(-1, 1000), 2, text));
    assert_string_equal(text, "0,00");
    assert_true(french_fraction(caqes_fraction_of(1234567, 1), 0, text));
    assert_string_equal(text, "1\u202f234\u202f567");
    fraction_text(caqes_fraction_of(-102, 100), text);
    assert_string_equal(text, "-51/50");
}

static void test_utf8(void **state) {
    size_t bad = 0;
    (void)state;
    assert_true(utf8_check("h\xC3\xB4pital", 8, &bad));
    assert_false(utf8_check("h\xF4pital", 7, &bad)); /* latin-1 */
    assert_int_equal(bad, 1);
    assert_false(utf8_check("\xC0\xAF", 2, &bad));     /* overlong */
    assert_false(utf8_check("\xED\xA0\x80", 3, &bad)); /* surrogate */
    assert_false(utf8_check("ab\xE2\x82", 4, &bad));   /* cut */
    assert_int_equal(bad, 2);
}

static void test_prefix(void **state) {
    (void)state;
    assert_int_equal(text_prefix("été 2018", 0), 0);
    assert_int_equal(text_prefix("été 2018", 2), 3);
    assert_int_equal(text_prefix("été 2018", 3), 5);
    assert_int_equal(text_prefix("é€", 2), 5);
    assert_int_equal(text_prefix("été", 9), 5); /* the whole of a shorter one */
    assert_int_equal(text_prefix("", 1), 0);
}

static void test_padding(void **state) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    (void)state;
    print_left(stream, "été", 5);
    print_right(stream, "été", 5);
    print_left(stream, "trop long", 3);
    print_right(stream, "", 2);
    fclose(stream);
    assert_string_equal(text, "été    ététrop long  ");
    free(text);
}

static void test_days(void **state) {
    char text[DAY_TEXT];
    (void)state;
    assert_string_equal(day_french(20180301, text), "01/03/2018");
    assert_string_equal(day_iso(20180301, text), "2018-03-01");
    assert_string_equal(day_iso(19001231, text), "1900-12-31");
    assert_int_equal(day_parse(day_iso(20171211, text), 10), 20171211);
    assert_int_equal(strlen(day_french(UINT32_MAX, text)), 12); /* any value fits */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decimal), cmocka_unit_test(test_nearest), cmocka_unit_test(test_french),
        cmocka_unit_test(test_utf8),    cmocka_unit_test(test_prefix),  cmocka_unit_test(test_padding),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
