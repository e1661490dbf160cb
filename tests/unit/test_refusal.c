/* SPDX-License-Identifier: MIT
 *
 * What a worker says when it refuses its plugin: shown when it is text, and otherwise the host's own words. Code of the
 * plugin may have written it. */
#include "tests/unit/check.h"

#include "host/worker/refusal.h"

#include <stdlib.h>
#include <string.h>

/* What is shown of `text`, of which the worker says that `length` bytes count, with `errors` errors. To be freed. */
static char *shown(const char *text, uint32_t length, uint32_t errors) {
    struct worker_ready ready = {.message_bytes = length, .errors = errors};
    struct diag diag = {0};
    char *said = NULL;
    size_t size;
    diag.stream = open_memstream(&said, &size);
    refusal_say("essai.so", &ready, text, strlen(text), &diag);
    fclose(diag.stream);
    assert_true(diag.errors > 0);
    assert_int_equal(diag.exit_code, CAQES_EXIT_PLUGIN);
    return said;
}

static void is_shown(const char *text) {
    char *said = shown(text, (uint32_t)strlen(text), 1);
    assert_string_equal(said, text);
    free(said);
}

static void is_not_shown(const char *text, uint32_t length, uint32_t errors) {
    char *said = shown(text, length, errors);
    assert_non_null(strstr(said, "P130"));
    assert_null(strstr(said, "forged"));
    free(said);
}

static void test_text(void **state) {
    (void)state;
    is_shown("error[P122]: essai.so: refused\n");
    is_shown("refus\xC3\xA9 : 5\xC2\xA0%, \xE2\x82\xAC\nanother line\n"); /* é, a no-break space (U+00A0), € */
}

static void test_what_steers_a_terminal(void **state) {
    static const char *const texts[] = {"forged \x1B[2J\n",
                                        "forged \r\n",
                                        "forged \x7F\n",
                                        ("forged \xC2\x9B"
                                         "2J\n"),
                                        "forged \xC2\x80\n",
                                        "forged \xC2\x9F\n"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) is_not_shown(texts[i], (uint32_t)strlen(texts[i]), 1);
}

static void test_what_is_no_text(void **state) {
    (void)state;
    is_not_shown("forged \xC3\n", 9, 1); /* not UTF-8 */
    is_not_shown("forged", 6, 1);        /* no end of line */
    is_not_shown("forged\n", 8, 1);      /* past the room */
    is_not_shown("forged\n", UINT32_MAX, 1);
    is_not_shown("forged\n", 7, 0); /* a refusal without an error */
    is_not_shown("forged\n", 7, UINT32_MAX);
    is_not_shown("", 0, 1); /* never silent */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_what_steers_a_terminal),
                                       cmocka_unit_test(test_what_is_no_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
