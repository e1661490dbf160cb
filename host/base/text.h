/* SPDX-License-Identifier: MIT
 *
 * text.h: strings as the program meets them: exact decimals, names that are nearly right, French
 * numbers. Nothing here depends on a locale. */
#ifndef CAQES_HOST_TEXT_H
#define CAQES_HOST_TEXT_H

#include "caqes/fraction.h"
#include "host/base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum decimal_result {
    DECIMAL_OK,
    DECIMAL_NOT_A_NUMBER,      /* also: empty, exponent, comma, leading +, leading zeros, spaces */
    DECIMAL_TOO_MANY_DECIMALS, /* significant ones: 1.500 has one */
    DECIMAL_TOO_LARGE          /* does not fit in int64 at this scale */
};

/* Reads "-12.50" exactly: *out = -1250 for two decimals. JSON number syntax without exponent. */
enum decimal_result decimal_parse(const char *text, size_t length, unsigned decimals, int64_t *out);

/* Number of single-character changes between two names, bytes, at most 255 long; UINT32_MAX past that. */
uint32_t text_distance(const char *a, const char *b);

/* The known name nearest to `name`, or NULL when none is near enough to be meant. */
const char *text_nearest(const char *name, const char *const *known, size_t count);

/* True when the bytes are well-formed UTF-8; else *bad is the offset of the first offending byte. */
bool utf8_check(const char *text, size_t length, size_t *bad);

/* Whether the text holds a control character, C0, DEL or, in UTF-8, C1, line ends aside: it could steer a terminal. */
bool text_steers(const char *text, size_t length);

/* "1 234,50 €": U+202F between thousands, U+00A0 before the unit. `out` holds at least 64 bytes. */
void french_centimes(int64_t centimes, bool signed_always, char *out);

/* A fraction with `decimals` decimals, half away from zero, for display only: "48,33". `out` holds at
 * least 96 bytes. False when it is too large to show. */
bool french_fraction(struct caqes_fraction value, unsigned decimals, char *out);

enum { INT128_TEXT = 48, FRACTION_TEXT = 2 * INT128_TEXT };

/* Exact value in lowest terms, "51/50", or "3" for a whole number. `out` holds FRACTION_TEXT bytes; where its NUL is.
 */
char *fraction_text(struct caqes_fraction value, char *out);

/* A 128-bit integer in decimal. `out` holds INT128_TEXT bytes; where its NUL is. */
char *int128_text(caqes_int128 value, char *out);

/* Number of terminal columns of UTF-8 text, one per code point (enough for French). */
size_t text_columns(const char *text);

/* Bytes of the first `columns` of them, or of the whole text when it is shorter. */
size_t text_prefix(const char *text, size_t columns);

#endif
