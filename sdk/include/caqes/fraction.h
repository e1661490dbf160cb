/* SPDX-License-Identifier: MIT
 *
 * caqes/fraction.h: exact fractions in 128 bits.
 *
 * Every rate, score and euro of an evaluation is a fraction until its one rounding, so a
 * threshold is met or not met without doubt: 1 022 000,01 / 1 000 000 exceeds 1 + 2.2 %.
 * A fraction is not always in lowest terms: it is reduced only when it grows past 64 bits.
 * Compare with caqes_fraction_compare(), never member by member.
 *
 * Where an operation gives up for want of 128 bits is part of the ABI, and frozen for the major: a plugin and
 * its host must find the same state.
 *
 * All of it since ABI 1.0, and frozen for the major. Pure functions, any thread, no allocation; every fraction handed
 * in has den above 0, and so has every one that comes out. A function that returns bool gives false, and leaves *out as
 * it was, when 128 bits do not hold the exact result; nothing wraps. C11 and C++17, gcc or clang (128-bit integers).
 */
#ifndef CAQES_FRACTION_H
#define CAQES_FRACTION_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

__extension__ typedef __int128 caqes_int128;
__extension__ typedef unsigned __int128 caqes_uint128;

/* num / den, den > 0. Working form; caqes_wire_fraction is the form that crosses the border. */
struct caqes_fraction {
    caqes_int128 num;
    caqes_int128 den;
};

/* The same value in fixed-width members, so that no compiler's 128-bit alignment is part of the ABI: two's complement,
 * the low 64 bits, then the high ones. Frozen. */
struct caqes_wire_fraction {
    uint64_t num_low;
    int64_t num_high;
    uint64_t den_low;
    int64_t den_high;
};

/* num / den. den must be above 0. */
static inline struct caqes_fraction caqes_fraction_of(int64_t num, int64_t den) {
    struct caqes_fraction f;
    f.num = num;
    f.den = den;
    return f;
}

/* The two forms of one value, one into the other: as it stands, not reduced. */
static inline struct caqes_wire_fraction caqes_fraction_to_wire(struct caqes_fraction f) {
    struct caqes_wire_fraction w;
    w.num_low = (uint64_t)(caqes_uint128)f.num;
    w.num_high = (int64_t)(f.num >> 64);
    w.den_low = (uint64_t)(caqes_uint128)f.den;
    w.den_high = (int64_t)(f.den >> 64);
    return w;
}

/* As it stands: whoever reads another's memory checks that den is above 0. */
static inline struct caqes_fraction caqes_fraction_from_wire(struct caqes_wire_fraction w) {
    struct caqes_fraction f;
    f.num = (caqes_int128)(((caqes_uint128)(uint64_t)w.num_high << 64) | w.num_low);
    f.den = (caqes_int128)(((caqes_uint128)(uint64_t)w.den_high << 64) | w.den_low);
    return f;
}

/* True from -(2^63 - 1) to 2^63 - 1: the product of two such numbers fits in 128 bits. */
static inline bool caqes_fits_63_bits(caqes_int128 v) {
    return v >= -(caqes_int128)INT64_MAX && v <= (caqes_int128)INT64_MAX;
}

/* Greatest common divisor of a >= 0 and b > 0, or of a > 0 and b >= 0. Most numbers fit in 64 bits, where a division is
 * much faster. */
static inline caqes_int128 caqes_common_divisor(caqes_int128 a, caqes_int128 b) {
    uint64_t x, y;
    while (b != 0 && (caqes_uint128)(a | b) > UINT64_MAX) {
        caqes_int128 rest = a % b;
        a = b;
        b = rest;
    }
    if (b == 0) return a;
    for (x = (uint64_t)a, y = (uint64_t)b; y != 0;) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return (caqes_int128)x;
}

/* Brings *f to lowest terms. Returns false, *f as it was, when |num| has no 128-bit magnitude (the smallest integer).
 */
static inline bool caqes_fraction_reduce(struct caqes_fraction *f) {
    caqes_int128 a = f->num < 0 ? -(f->num + 1) : f->num;
    if (f->num < 0) {
        if (a == (caqes_int128)(~(caqes_uint128)0 >> 1)) return false;
        a += 1;
    }
    a = caqes_common_divisor(a, f->den);
    if (a > 1) {
        f->num /= a;
        f->den /= a;
    }
    return true;
}

/* Keeps *f small enough for the next operation: reduced when it has grown past 64 bits. Returns as
 * caqes_fraction_reduce. */
static inline bool caqes_fraction_settle(struct caqes_fraction *f) {
    if (caqes_fits_63_bits(f->num) && caqes_fits_63_bits(f->den)) return true;
    return caqes_fraction_reduce(f);
}

/* a + b. Returns false, *out untouched, when the exact sum needs more than 128 bits. */
static inline bool caqes_fraction_add(struct caqes_fraction a, struct caqes_fraction b, struct caqes_fraction *out) {
    struct caqes_fraction sum;
    caqes_int128 left, right;
    if (a.den == b.den) {
        sum.den = a.den;
        if (__builtin_add_overflow(a.num, b.num, &sum.num)) return false;
    } else {
        if (!caqes_fits_63_bits(a.num) || !caqes_fits_63_bits(a.den) || !caqes_fits_63_bits(b.num) ||
            !caqes_fits_63_bits(b.den)) {
            if (!caqes_fraction_reduce(&a) || !caqes_fraction_reduce(&b)) return false;
        }
        /* Over the least common denominator: sums of several ratios then stay small. */
        {
            caqes_int128 common = caqes_common_divisor(a.den, b.den);
            if (__builtin_mul_overflow(a.num, b.den / common, &left) ||
                __builtin_mul_overflow(b.num, a.den / common, &right) ||
                __builtin_mul_overflow(a.den, b.den / common, &sum.den) ||
                __builtin_add_overflow(left, right, &sum.num))
                return false;
        }
    }
    if (!caqes_fraction_settle(&sum)) return false;
    *out = sum;
    return true;
}

/* a - b. Returns as caqes_fraction_add. */
static inline bool caqes_fraction_subtract(struct caqes_fraction a, struct caqes_fraction b,
                                           struct caqes_fraction *out) {
    if (__builtin_sub_overflow((caqes_int128)0, b.num, &b.num)) return false;
    return caqes_fraction_add(a, b, out);
}

/* a x b. Returns as caqes_fraction_add. */
static inline bool caqes_fraction_multiply(struct caqes_fraction a, struct caqes_fraction b,
                                           struct caqes_fraction *out) {
    struct caqes_fraction product;
    if (__builtin_mul_overflow(a.num, b.num, &product.num) || __builtin_mul_overflow(a.den, b.den, &product.den)) {
        /* Cross-reduce and try once more: (n1/d1)(n2/d2) = (n1/d2)(n2/d1). */
        struct caqes_fraction x, y;
        x.num = a.num;
        x.den = b.den;
        y.num = b.num;
        y.den = a.den;
        if (!caqes_fraction_reduce(&x) || !caqes_fraction_reduce(&y)) return false;
        if (__builtin_mul_overflow(x.num, y.num, &product.num) || __builtin_mul_overflow(x.den, y.den, &product.den))
            return false;
    }
    if (!caqes_fraction_settle(&product)) return false;
    *out = product;
    return true;
}

/* a / b. Returns as caqes_fraction_add, and false when b is 0. */
static inline bool caqes_fraction_divide(struct caqes_fraction a, struct caqes_fraction b, struct caqes_fraction *out) {
    struct caqes_fraction inverse;
    if (b.num == 0) return false;
    inverse.num = b.den;
    inverse.den = b.num;
    if (inverse.den < 0) {
        if (__builtin_sub_overflow((caqes_int128)0, inverse.den, &inverse.den)) return false;
        inverse.num = -inverse.num; /* a denominator, so never the smallest integer */
    }
    return caqes_fraction_multiply(a, inverse, out);
}

/* The whole number of 1/parts (parts above 0) nearest to a fraction, half away from zero. Returns false when 128 bits
 * do not hold it. Used by the host for an amount, and by a straight line of a curve (CAQES_CURVE_LINEAR). */
static inline bool caqes_fraction_nearest(struct caqes_fraction f, int64_t parts, caqes_int128 *out) {
    caqes_int128 scaled, whole, rest;
    if (!caqes_fraction_reduce(&f) || __builtin_mul_overflow(f.num, (caqes_int128)parts, &scaled)) return false;
    whole = scaled / f.den;
    rest = scaled % f.den;
    if (rest < 0) rest = -rest;
    if (rest >= f.den - rest) whole += scaled < 0 ? -1 : 1;
    *out = whole;
    return true;
}

/* Floor division for the comparison below: quotient and non-negative rest, d > 0. */
static inline caqes_int128 caqes_floor_divide(caqes_int128 n, caqes_int128 d, caqes_int128 *rest) {
    caqes_int128 q = n / d;
    *rest = n % d;
    if (*rest < 0) {
        q -= 1;
        *rest += d;
    }
    return q;
}

/* -1, 0 or 1 as a is below, equal to or above b. Exact for every pair of fractions, never overflows:
 * past 64 bits it compares the continued fractions instead of multiplying. */
static inline int caqes_fraction_compare(struct caqes_fraction a, struct caqes_fraction b) {
    caqes_int128 left, right;
    int sign = 1;
    if (a.den == b.den) return (a.num > b.num) - (a.num < b.num);
    if (!__builtin_mul_overflow(a.num, b.den, &left) && !__builtin_mul_overflow(b.num, a.den, &right))
        return (left > right) - (left < right);
    for (;;) {
        caqes_int128 rest_a, rest_b;
        caqes_int128 qa = caqes_floor_divide(a.num, a.den, &rest_a);
        caqes_int128 qb = caqes_floor_divide(b.num, b.den, &rest_b);
        if (qa != qb) return qa < qb ? -sign : sign;
        if (rest_a == 0 || rest_b == 0) return sign * ((rest_a != 0) - (rest_b != 0));
        a.num = a.den;
        a.den = rest_a;
        b.num = b.den;
        b.den = rest_b;
        sign = -sign; /* 1/x reverses the order */
    }
}

#ifdef __cplusplus
}
#endif

#endif
