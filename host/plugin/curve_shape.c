/* SPDX-License-Identifier: MIT */
#include "host/plugin/curve_shape.h"

static bool refuse(struct curve_fault *fault, int32_t point, const char *text, const char *mend) {
    *fault = (struct curve_fault){point, text, mend};
    return false;
}

static bool check_count(bool bareme, uint32_t count, struct curve_fault *fault) {
    if (count >= (bareme ? 1U : 2U) && count <= CURVE_MAX_POINTS) return true;
    return refuse(fault, -1, bareme ? "a bareme has 1 to 256 points" : "a gradation has 2 to 256 points",
                  bareme ? "write thresholds from the highest, then [\"sinon\", ...]"
                         : "write points from the lowest x, such as [\"0.5\", \"0\"], [\"0.8\", \"1\"]");
}

/* Whether the curve goes by steps; a bareme must. */
static bool check_rest(bool bareme, const bool *rest, uint32_t count, struct curve_fault *fault) {
    uint32_t i;
    for (i = 0; i + 1 < count; i++)
        if (rest[i])
            return refuse(fault, (int32_t)i, "\"sinon\" catches everything: no later point counts", "write it last");
    if (bareme && !rest[count - 1])
        return refuse(fault, (int32_t)count - 1, "a bareme says what applies below its last threshold",
                      "end with [\"sinon\", ...]");
    if (!bareme && rest[count - 1] && count < 3)
        return refuse(fault, -1, "one threshold does not say which side of it is meant",
                      "write two or more: from the highest for \"at least\", from the lowest for \"at most\"");
    return true;
}

bool curve_shape(uint32_t type, struct caqes_point *points, const bool *rest, uint32_t count, uint32_t *kind,
                 struct curve_fault *fault) {
    bool bareme = type == CAQES_CURVE_STEPS, steps, down;
    uint32_t i;
    if (!check_count(bareme, count, fault) || !check_rest(bareme, rest, count, fault)) return false;
    steps = rest[count - 1];
    down = bareme || (steps && points[1].x < points[0].x);
    if (steps) points[count - 1].x = down ? INT64_MIN : INT64_MAX;
    for (i = 1; i < count; i++) {
        if (down ? points[i].x < points[i - 1].x : points[i].x > points[i - 1].x) continue;
        return refuse(fault, (int32_t)i, down ? "the thresholds do not go strictly down" : "x does not go strictly up",
                      down    ? "order them from the highest to the lowest, each once"
                      : steps ? "order them from the lowest to the highest, each once"
                              : "order the points from the lowest x, each once; steps end with [\"sinon\", ...]");
    }
    *kind = !steps ? CAQES_CURVE_LINEAR : down ? CAQES_CURVE_STEPS : CAQES_CURVE_STEPS_UP;
    return true;
}

int32_t curve_turns_at(uint32_t kind, const struct caqes_point *points, uint32_t count, enum curve_course course) {
    /* Steps "at least" are listed from the highest value down. */
    bool rising = (course == COURSE_UP) == (kind != CAQES_CURVE_STEPS);
    uint32_t i;
    for (i = 1; i < count && course != COURSE_ANY; i++)
        if (rising ? points[i].y < points[i - 1].y : points[i].y > points[i - 1].y) return (int32_t)i;
    return -1;
}
