/* SPDX-License-Identifier: MIT
 *
 * curve_shape.h: the shapes that a curve may have, the same in a manifest and in a campaign: a list of pairs
 * (x, y). A bareme goes by steps down to "sinon". A gradation goes by straight lines, x strictly up; or, when it
 * ends with "sinon", by steps: down, "at least this much", or up, "at most this much". */
#ifndef CAQES_HOST_CURVE_SHAPE_H
#define CAQES_HOST_CURVE_SHAPE_H

#include "caqes/abi.h"
#include "host/plugin/manifest.h"

#include <stdbool.h>
#include <stdint.h>

#define CURVE_REST "sinon" /* the x that catches what no threshold did */
enum { CURVE_DECIMALS = 6, CURVE_MAX_POINTS = 256 };

/* What is wrong with a curve; the texts are literals. */
struct curve_fault {
    int32_t point; /* -1: the whole list */
    const char *text, *mend;
};

/* Finds the kind of a curve, and gives "sinon" its x. `type` is CAQES_CURVE_STEPS for a bareme, CAQES_CURVE_LINEAR
 * for a gradation; rest[i] tells that the x of point i is "sinon". False with the first fault. */
bool curve_shape(uint32_t type, struct caqes_point *points, const bool *rest, uint32_t count, uint32_t *kind,
                 struct curve_fault *fault);

/* The first point, in the list, whose result goes another way than `course` from the one before it; -1 for none. Equal
 * results go no way. For a curve that has its shape. */
int32_t curve_turns_at(uint32_t kind, const struct caqes_point *points, uint32_t count, enum curve_course course);

#endif
