/* SPDX-License-Identifier: MIT
 *
 * What cells of spreadsheets mean: numbers and days of workbooks, and French texts as values of a dossier. */
#include "host/import/cell.h"
#include "host/import/xlsx_number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void numbers_are_the_decimals_that_were_typed(void **state) {
    static const char *const cases[][2] = {{"1450", "1450"},
                                           {"0.48330000000000001", "0.4833"},
                                           {"412870455.60000002", "412870455.6"},
                                           {"-0.1", "-0.1"},
                                           {"1.5E-2", "0.015"},
                                           {"1E3", "1000"},
                                           {"9.9999999999999995", "10"},
                                           {"123456789012345678", "123456789012346000"},
                                           {"0", "0"},
                                           {"-0.0", "0"},
                                           {"000.500", "0.5"}};
    char out[80];
    size_t k;
    (void)state;
    for (k = 0; k < sizeof cases / sizeof *cases; k++) {
        assert_true(xlsx_decimal(cases[k][0], out));
        assert_string_equal(out, cases[k][1]);
    }
    assert_false(xlsx_decimal("", out));
    assert_false(xlsx_decimal("1E99", out));
    assert_false(xlsx_decimal("1.2.3", out));
    assert_false(xlsx_decimal("#N/A", out));
}

static void days_are_counted_as_spreadsheets_do(void **state) {
    char out[11];
    (void)state;
    assert_true(xlsx_day("43087", false, out)); /* 18 December 2017, as LibreOffice and Excel show it */
    assert_string_equal(out, "2017-12-18");
    assert_true(xlsx_day("36585", false, out)); /* 29 February 2000 */
    assert_string_equal(out, "2000-02-29");
    assert_true(xlsx_day("41625", true, out)); /* the same day as 43087, four years and a day later in its count */
    assert_string_equal(out, "2017-12-18");
    assert_false(xlsx_day("12", false, out));
    assert_false(xlsx_day("x", false, out));
}

static const char *json(const struct value_spec *spec, const char *text, struct arena *arena) {
    const char *code = NULL, *expected = NULL;
    const char *found = cell_json(CELL_INPUT, spec, text, arena, &code, &expected);
    if (!found) assert_true(code && expected && *expected);
    return found ? found : "";
}

static void french_cells_are_values(void **state) {
    static const char *const classes[] = {"A", "B"};
    const struct value_spec number = {.type = TYPE_EUROS}, rate = {.type = TYPE_RATE}, word = {.type = TYPE_YES_NO};
    const struct value_spec letter = {.type = TYPE_CLASS, .classes = classes, .class_count = 2};
    struct arena arena = ARENA_EMPTY;
    (void)state;
    assert_string_equal(json(&number, "412\u00a0870\u202f455,60 €", &arena), "412870455.60");
    assert_string_equal(json(&number, "−12,5", &arena), "-12.5");
    assert_string_equal(json(&number, "007", &arena), "7");
    assert_string_equal(json(&number, "0", &arena), "0");
    assert_string_equal(json(&number, "1.234,56", &arena), "");
    assert_string_equal(json(&number, "1E5", &arena), "");
    assert_string_equal(json(&number, "12 %", &arena), "");
    assert_string_equal(json(&number, "douze", &arena), "");
    assert_string_equal(json(&number, "12,", &arena), "");
    assert_string_equal(json(&rate, "48,33 %", &arena), "0.4833");
    assert_string_equal(json(&rate, "2,2%", &arena), "0.022");
    assert_string_equal(json(&rate, "100 %", &arena), "1");
    assert_string_equal(json(&rate, "0 %", &arena), "0");
    assert_string_equal(json(&rate, "-1,5 %", &arena), "-0.015");
    assert_string_equal(json(&rate, "0,4833", &arena), "0.4833");
    assert_string_equal(json(&rate, "48,33", &arena), "");
    assert_string_equal(json(&word, "Oui", &arena), "\"oui\"");
    assert_string_equal(json(&word, "n", &arena), "\"non\"");
    assert_string_equal(json(&word, "1", &arena), "");
    assert_string_equal(json(&letter, "b", &arena), "\"B\"");
    assert_string_equal(json(&letter, "F", &arena), "");
    assert_string_equal(json(&number, "NV", &arena), "\"NV\"");
    assert_string_equal(json(&letter, "di", &arena), "\"DI\"");
    assert_string_equal(json(&number, "non soumis", &arena), "\"non_soumis\"");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_are_the_decimals_that_were_typed),
                                       cmocka_unit_test(days_are_counted_as_spreadsheets_do),
                                       cmocka_unit_test(french_cells_are_values)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
