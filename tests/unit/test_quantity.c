/* SPDX-License-Identifier: MIT
 *
 * Exact values as sentences have them: decimals in full, other fractions with an approximation that tells them from
 * their limit. Expected texts by hand; spaces before units are U+00A0, between thousands U+202F. */
#include "check.h"

#include "host/explain/paper.h"
#include "host/explain/quantity.h"

#include <string.h>

static void check(const char *shown, const char *expected) {
    if (strcmp(shown, expected) != 0) fail_msg("\"%s\", not \"%s\"", shown, expected);
}

static void check_quantity(int64_t num, int64_t den, const char *word, const char *expected, const char *plain) {
    struct arena arena = ARENA_EMPTY;
    check(quantity_text(&arena, caqes_fraction_of(num, den), unit_of_word(word)), expected);
    check(quantity_plain(&arena, caqes_fraction_of(num, den), unit_of_word(word)), plain);
    arena_free(&arena);
}

static void decimals_are_shown_in_full(void **state) {
    (void)state;
    check_quantity(123450, 100, "euros", "1\u202f234,50\u00a0€", "1\u202f234,50\u00a0€");
    check_quantity(17167545, 1000, "euros", "17\u202f167,545\u00a0€", "17\u202f167,545\u00a0€");
    check_quantity(453, 1000, "rate", "45,3\u00a0%", "45,3\u00a0%");
    check_quantity(2200001, 100000000, "rate", "2,200001\u00a0%", "2,200001\u00a0%");
    check_quantity(-19, 1600, "rate", "-1,1875\u00a0%", "-1,1875\u00a0%");
    check_quantity(50, 1, "points", "50,00", "50,00");
    check_quantity(4, 1, "months", "4\u00a0mois", "4\u00a0mois");
}

static void other_fractions_have_an_approximation(void **state) {
    (void)state;
    check_quantity(1, 3, "rate", "1/3, soit 33,33\u00a0%", "1/3");
    check_quantity(200, 3, "points", "200/3, soit 66,67", "200/3");
    check_quantity(1000000, 3, "euros", "1000000/3, soit 333\u202f333,33\u00a0€", "1000000/3\u00a0€");
    check_quantity(1, 35000, "rate", "1/35000, soit 0,0029\u00a0%", "1/35000");
}

static void words_are_words(void **state) {
    (void)state;
    check_quantity(1, 1, "yes_no", "oui", "oui");
    check_quantity(2, 1, "letter", "B", "B");
    check_quantity(1, 2, "yes_no", "0,5", "0,5"); /* no answer: the number, never an answer that it is not */
}

/* 299 999 / 900 000 = 33,3332 %, and 1/3: two decimals would read alike. */
static void a_limit_is_told_apart(void **state) {
    struct arena arena = ARENA_EMPTY;
    (void)state;
    check(quantity_beside(&arena, caqes_fraction_of(299999, 900000), caqes_fraction_of(1, 3), unit_of_word("rate")),
          "299999/900000, soit 33,33322\u00a0%");
    check(quantity_beside(&arena, caqes_fraction_of(2, 3), caqes_fraction_of(1, 2), unit_of_word("rate")),
          "2/3, soit 66,67\u00a0%");
    arena_free(&arena);
}

static void typography_ties_what_stands_together(void **state) {
    struct arena arena = ARENA_EMPTY;
    (void)state;
    check(paper_typography("« Lits » : 220 ; et après ?", &arena),
          "«\u00a0Lits\u00a0»\u00a0: 220\u00a0; et après\u00a0?");
    check(paper_typography("", &arena), "");
    check(paper_typography(" ", &arena), " ");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_shown_in_full),
        cmocka_unit_test(other_fractions_have_an_approximation),
        cmocka_unit_test(words_are_words),
        cmocka_unit_test(a_limit_is_told_apart),
        cmocka_unit_test(typography_ties_what_stands_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
