/* SPDX-License-Identifier: MIT
 *
 * rounding.h: from an exact amount to centimes. Of the host alone: a plugin has no rounding. */
#ifndef CAQES_HOST_ROUNDING_H
#define CAQES_HOST_ROUNDING_H

#include "caqes/fraction.h"

/* The one rounding of an amount: euros to centimes, half away from zero (convention, national).
 * Returns false when the centimes do not fit in int64. */
static inline bool round_centimes(struct caqes_fraction euros, int64_t *centimes) {
    caqes_int128 whole;
    if (!caqes_fraction_nearest(euros, 100, &whole)) return false;
    if (whole > (caqes_int128)INT64_MAX || whole < (caqes_int128)INT64_MIN) return false;
    *centimes = (int64_t)whole;
    return true;
}

/* The largest number of centimes not above the amount: for an amount that meets its ceiling
 * ("dans la limite de" is strict). Returns false when it does not fit in int64. */
static inline bool floor_centimes(struct caqes_fraction euros, int64_t *centimes) {
    caqes_int128 scaled, whole, rest;
    if (!caqes_fraction_reduce(&euros)) return false;
    if (__builtin_mul_overflow(euros.num, (caqes_int128)100, &scaled)) return false;
    whole = caqes_floor_divide(scaled, euros.den, &rest);
    if (whole > (caqes_int128)INT64_MAX || whole < (caqes_int128)INT64_MIN) return false;
    *centimes = (int64_t)whole;
    return true;
}

#endif
