/* SPDX-License-Identifier: MIT
 *
 * Whether a curve turns, against the curve read at every value there is. */
#include "check.h"

#include "host/plugin/curve_shape.h"

enum { MOST = 6, REACH = 12 }; /* points; values from 0 to REACH, and thresholds in between */

/* What the curve gives at a value, as caqes/abi.h says it. For straight lines: between points, in sixtieths, so that it
 * is whole for every distance up to 6. */
static int64_t at(uint32_t kind, const struct caqes_point *p, uint32_t count, int64_t x) {
    uint32_t i;
    for (i = 0; i < count; i++) {
        if (kind == CAQES_CURVE_STEPS && x >= p[i].x) return p[i].y * 60;
        if (kind == CAQES_CURVE_STEPS_UP && x <= p[i].x) return p[i].y * 60;
        if (kind == CAQES_CURVE_LINEAR && x <= p[i].x)
            return i == 0 ? p[0].y * 60
                          : p[i - 1].y * 60 + (p[i].y - p[i - 1].y) * 60 / (p[i].x - p[i - 1].x) * (x - p[i - 1].x);
    }
    return p[count - 1].y * 60;
}

static bool ever_turns(uint32_t kind, const struct caqes_point *p, uint32_t count, enum curve_course course) {
    int64_t x;
    for (x = 0; x < REACH; x++) {
        int64_t here = at(kind, p, count, x), next = at(kind, p, count, x + 1);
        if (course == COURSE_UP ? next < here : next > here) return true;
    }
    return false;
}

static uint32_t draw(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

static void test_against_every_value(void **state) {
    uint32_t seed = 2018, turn, turned = 0, i;
    (void)state;
    for (turn = 0; turn < 20000; turn++) {
        static const uint32_t kinds[] = {CAQES_CURVE_STEPS, CAQES_CURVE_LINEAR, CAQES_CURVE_STEPS_UP};
        uint32_t kind = kinds[draw(&seed, 3)], count = 2 + draw(&seed, MOST - 1);
        enum curve_course course = draw(&seed, 2) ? COURSE_UP : COURSE_DOWN;
        struct caqes_point p[MOST];
        bool rest[MOST] = {false};
        uint32_t found_kind;
        struct curve_fault fault;
        for (i = 0; i < count; i++) p[i] = (struct caqes_point){2 * (int64_t)i, draw(&seed, 3)};
        if (kind == CAQES_CURVE_STEPS)
            for (i = 0; i < count; i++) p[i].x = REACH - 2 * (int64_t)i;
        if (kind != CAQES_CURVE_LINEAR) rest[count - 1] = true;
        if (kind == CAQES_CURVE_STEPS_UP && count == 2) continue; /* one threshold says no side */
        assert_true(curve_shape(kind == CAQES_CURVE_STEPS ? CAQES_CURVE_STEPS : CAQES_CURVE_LINEAR, p, rest, count,
                                &found_kind, &fault));
        assert_int_equal(found_kind, kind);
        assert_int_equal(curve_turns_at(kind, p, count, course) >= 0, ever_turns(kind, p, count, course));
        turned += curve_turns_at(kind, p, count, course) >= 0;
        assert_int_equal(curve_turns_at(kind, p, count, COURSE_ANY), -1);
    }
    assert_in_range(turned, 5000, 19000); /* both verdicts were met */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_against_every_value)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
