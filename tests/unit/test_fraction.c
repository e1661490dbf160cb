/* SPDX-License-Identifier: MIT
 *
 * Exact fractions. Expected values are worked out by hand. */
#include "check.h"

#include "caqes/fraction.h"
#include "host/base/rounding.h"

static struct caqes_fraction f(int64_t num, int64_t den) { return caqes_fraction_of(num, den); }

static void assert_equals(struct caqes_fraction value, int64_t num, int64_t den) {
    assert_int_equal(caqes_fraction_compare(value, f(num, den)), 0);
}

static void test_operations(void **state) {
    struct caqes_fraction r;
    (void)state;
    assert_true(caqes_fraction_add(f(1, 3), f(1, 6), &r));
    assert_equals(r, 1, 2);
    assert_true(caqes_fraction_subtract(f(1, 3), f(1, 2), &r));
    assert_equals(r, -1, 6);
    assert_true(caqes_fraction_multiply(f(2, 3), f(-9, 4), &r));
    assert_equals(r, -3, 2);
    assert_true(caqes_fraction_divide(f(1, 2), f(-3, 4), &r));
    assert_equals(r, -2, 3);
    assert_true(r.den > 0);
    assert_false(caqes_fraction_divide(f(1, 2), f(0, 4), &r));
}

/* 1 022 000,01 / 1 000 000 - 1 exceeds 2.2 %; 1 022 000,00 does not; 1 021 999,99 is under. */
static void test_threshold_is_exact(void **state) {
    struct caqes_fraction r;
    (void)state;
    assert_true(caqes_fraction_divide(f(102200001 - 100000000, 100), f(100000000, 100), &r));
    assert_int_equal(caqes_fraction_compare(r, f(22000, 1000000)), 1);
    assert_true(caqes_fraction_divide(f(102200000 - 100000000, 100), f(100000000, 100), &r));
    assert_int_equal(caqes_fraction_compare(r, f(22000, 1000000)), 0);
    assert_true(caqes_fraction_divide(f(102199999 - 100000000, 100), f(100000000, 100), &r));
    assert_int_equal(caqes_fraction_compare(r, f(22000, 1000000)), -1);
}

static void test_overflow_is_said(void **state) {
    struct caqes_fraction big = f(INT64_MAX, 1), r = f(7, 1);
    (void)state;
    assert_true(caqes_fraction_multiply(big, big, &big)); /* 2^126: fits */
    assert_false(caqes_fraction_multiply(big, f(4, 1), &r));
    assert_equals(r, 7, 1);
    assert_true(caqes_fraction_multiply(big, f(1, INT64_MAX), &r)); /* cross-reduced */
    assert_equals(r, INT64_MAX, 1);
}

/* Where cross-multiplying would need 190 bits: a and b differ by 1 in 2^126. */
static void test_compare_beyond_128_bits(void **state) {
    struct caqes_fraction a, b;
    (void)state;
    a.num = ((caqes_int128)1 << 126) + 1;
    a.den = ((caqes_int128)1 << 126) - 1;
    b.num = (caqes_int128)1 << 126;
    b.den = ((caqes_int128)1 << 126) - 1;
    assert_int_equal(caqes_fraction_compare(a, b), 1);
    b.num = ((caqes_int128)1 << 126) + 2; /* (x+2)/x against (x+1)/(x-1), x = 2^126 */
    b.den = (caqes_int128)1 << 126;
    assert_int_equal(caqes_fraction_compare(b, a), -1); /* 1 + 2/x < 1 + 2/(x-1) */
    assert_int_equal(caqes_fraction_compare(a, b), 1);
    a.num = -a.num;
    b.num = -b.num;
    assert_int_equal(caqes_fraction_compare(a, b), -1);
}

static void test_rounding(void **state) {
    static const struct {
        int64_t num, den, half_away, floor;
    } cases[] = {
        {1, 200, 1, 0},       /* 0.005 -> 0.01 */
        {-1, 200, -1, -1},    /* -0.005 -> -0.01 */
        {49, 10000, 0, 0},    /* 0.0049 */
        {51, 10000, 1, 0},    /* 0.0051 */
        {100, 3, 3333, 3333}, /* 33.333... */
        {200, 3, 6667, 6666}, /* 66.666... */
        {-200, 3, -6667, -6667}, {12345, 100, 12345, 12345},
    };
    size_t i;
    int64_t centimes;
    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(round_centimes(f(cases[i].num, cases[i].den), &centimes));
        assert_int_equal(centimes, cases[i].half_away);
        assert_true(floor_centimes(f(cases[i].num, cases[i].den), &centimes));
        assert_int_equal(centimes, cases[i].floor);
    }
    assert_false(round_centimes(f(INT64_MAX, 1), &centimes));
}

static void test_wire_form(void **state) {
    struct caqes_fraction a, b;
    (void)state;
    a.num = -(((caqes_int128)1 << 100) + 12345);
    a.den = ((caqes_int128)1 << 90) + 7;
    b = caqes_fraction_from_wire(caqes_fraction_to_wire(a));
    assert_true(a.num == b.num && a.den == b.den);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operations),       cmocka_unit_test(test_threshold_is_exact),
        cmocka_unit_test(test_overflow_is_said), cmocka_unit_test(test_compare_beyond_128_bits),
        cmocka_unit_test(test_rounding),         cmocka_unit_test(test_wire_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
