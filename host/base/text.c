/* SPDX-License-Identifier: MIT */
#include "host/base/text.h"

#include <string.h>

enum { LONGEST_NAME = 255 };

#define THOUSANDS "\xE2\x80\xAF" /* U+202F narrow no-break space */
#define NO_BREAK "\xC2\xA0"      /* U+00A0 no-break space */
#define EURO "\xE2\x82\xAC"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* True when text is a JSON number without exponent; *fraction is where its decimals start, or length. */
static bool decimal_shape(const char *text, size_t length, size_t *fraction) {
    size_t i = 0;
    if (i < length && text[i] == '-') i++;
    if (i >= length || !is_digit(text[i])) return false;
    if (text[i] == '0' && i + 1 < length && is_digit(text[i + 1])) return false;
    while (i < length && is_digit(text[i])) i++;
    *fraction = length;
    if (i == length) return true;
    if (text[i] != '.' || i + 1 == length) return false;
    *fraction = ++i;
    while (i < length && is_digit(text[i])) i++;
    return i == length;
}

enum decimal_result decimal_parse(const char *text, size_t length, unsigned decimals, int64_t *out) {
    size_t fraction, end = length, i;
    bool negative = length > 0 && text[0] == '-';
    int64_t value = 0;
    unsigned given = 0;
    if (!decimal_shape(text, length, &fraction)) return DECIMAL_NOT_A_NUMBER;
    while (end > fraction && text[end - 1] == '0') end--;
    if (end - fraction > decimals && end > fraction) return DECIMAL_TOO_MANY_DECIMALS;
    for (i = negative ? 1 : 0; i < end; i++) {
        if (text[i] == '.') continue;
        if (i >= fraction) given++;
        /* Accumulate below zero: INT64_MIN has no positive twin. */
        if (__builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_sub_overflow(value, (int64_t)(text[i] - '0'), &value))
            return DECIMAL_TOO_LARGE;
    }
    for (; given < decimals; given++)
        if (__builtin_mul_overflow(value, (int64_t)10, &value)) return DECIMAL_TOO_LARGE;
    if (!negative && __builtin_sub_overflow((int64_t)0, value, &value)) return DECIMAL_TOO_LARGE;
    *out = value;
    return DECIMAL_OK;
}

/* Optimal string alignment: insertions, deletions, changes, and swaps of neighbours. */
uint32_t text_distance(const char *a, const char *b) {
    size_t la = strlen(a), lb = strlen(b), i, j;
    uint32_t rows[3][LONGEST_NAME + 1], *before = rows[0], *last = rows[1], *now = rows[2];
    if (la > LONGEST_NAME || lb > LONGEST_NAME) return UINT32_MAX;
    for (j = 0; j <= lb; j++) last[j] = (uint32_t)j;
    for (i = 1; i <= la; i++) {
        uint32_t *oldest = before;
        now[0] = (uint32_t)i;
        for (j = 1; j <= lb; j++) {
            uint32_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best) best = last[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        before = last;
        last = now;
        now = oldest;
    }
    return last[lb];
}

const char *text_nearest(const char *name, const char *const *known, size_t count) {
    const char *nearest = NULL;
    uint32_t limit = (uint32_t)(strlen(name) / 3 + 1), best = limit + 1;
    size_t i;
    for (i = 0; i < count; i++) {
        uint32_t distance = text_distance(name, known[i]);
        if (distance < best) {
            best = distance;
            nearest = known[i];
        }
    }
    return nearest;
}

/* Length of the UTF-8 sequence at text, 0 when it is not well formed (overlong, surrogate, cut). */
static size_t utf8_sequence(const unsigned char *t, size_t left) {
    if (t[0] < 0x80) return 1;
    if (t[0] >= 0xC2 && t[0] <= 0xDF) return left >= 2 && (t[1] & 0xC0) == 0x80 ? 2 : 0;
    if (t[0] >= 0xE0 && t[0] <= 0xEF) {
        if (left < 3 || (t[1] & 0xC0) != 0x80 || (t[2] & 0xC0) != 0x80) return 0;
        if (t[0] == 0xE0 && t[1] < 0xA0) return 0;
        return t[0] == 0xED && t[1] > 0x9F ? 0 : 3;
    }
    if (t[0] >= 0xF0 && t[0] <= 0xF4) {
        if (left < 4 || (t[1] & 0xC0) != 0x80 || (t[2] & 0xC0) != 0x80 || (t[3] & 0xC0) != 0x80) return 0;
        if (t[0] == 0xF0 && t[1] < 0x90) return 0;
        return t[0] == 0xF4 && t[1] > 0x8F ? 0 : 4;
    }
    return 0;
}

bool utf8_check(const char *text, size_t length, size_t *bad) {
    size_t i = 0;
    while (i < length) {
        size_t step = utf8_sequence((const unsigned char *)text + i, length - i);
        if (step == 0) {
            *bad = i;
            return false;
        }
        i += step;
    }
    return true;
}

/* Three bytes of UTF-8 that end a line (U+2028, U+2029), turn its direction for what follows (U+202A to U+202E, U+2066
 * to U+2069), or are no character at all (U+FFFE, U+FFFF). */
static bool steers_line(const unsigned char *t) {
    if (t[0] == 0xE2 && t[1] == 0x80) return t[2] >= 0xA8 && t[2] <= 0xAE;
    if (t[0] == 0xE2 && t[1] == 0x81) return t[2] >= 0xA6 && t[2] <= 0xA9;
    return t[0] == 0xEF && t[1] == 0xBF && t[2] >= 0xBE;
}

bool text_steers(const char *text, size_t length) {
    const unsigned char *t = (const unsigned char *)text;
    for (size_t i = 0; i < length; i++) {
        if ((t[i] < 0x20 && t[i] != '\n') || t[i] == 0x7F) return true;
        if (t[i] == 0xC2 && i + 1 < length && t[i + 1] >= 0x80 && t[i + 1] < 0xA0) return true;
        if (i + 2 < length && steers_line(t + i)) return true;
    }
    return false;
}

/* Writes digits with U+202F between thousands. Returns the end. */
static char *group_thousands(const char *digits, char *out) {
    size_t length = strlen(digits), i;
    for (i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            memcpy(out, THOUSANDS, 3);
            out += 3;
        }
        *out++ = digits[i];
    }
    *out = '\0';
    return out;
}

/* Digits of a value, two at a time, so that they end at `end`; where they begin. */
static char *digits_before(uint64_t value, char *end) {
    static const char pairs[] =
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    for (; value >= 100; value /= 100) memcpy(end -= 2, pairs + value % 100 * 2, 2);
    if (value < 10) {
        *--end = (char)('0' + value);
    } else {
        memcpy(end -= 2, pairs + value * 2, 2);
    }
    return end;
}

char *int128_text(caqes_int128 value, char *out) {
    char digits[INT128_TEXT], *const end = digits + sizeof digits, *first = end;
    caqes_uint128 rest = value < 0 ? (caqes_uint128)0 - (caqes_uint128)value : (caqes_uint128)value;
    for (; rest > UINT64_MAX; rest /= 10) *--first = (char)('0' + (int)(rest % 10));
    first = digits_before((uint64_t)rest, first);
    if (value < 0) *out++ = '-';
    memcpy(out, first, (size_t)(end - first));
    out += end - first;
    *out = '\0';
    return out;
}

void french_centimes(int64_t centimes, bool signed_always, char *out) {
    char digits[48];
    caqes_int128 size = centimes < 0 ? -(caqes_int128)centimes : (caqes_int128)centimes;
    if (centimes < 0) {
        *out++ = '-';
    } else if (signed_always && centimes > 0) {
        *out++ = '+';
    }
    int128_text(size / 100, digits);
    out = group_thousands(digits, out);
    *out++ = ',';
    *out++ = (char)('0' + (int)(size % 100 / 10));
    *out++ = (char)('0' + (int)(size % 10));
    memcpy(out, NO_BREAK EURO, sizeof NO_BREAK EURO);
}

bool french_fraction(struct caqes_fraction value, unsigned decimals, char *out) {
    char digits[48];
    caqes_int128 scaled, rest;
    unsigned i;
    bool negative;
    if (!caqes_fraction_reduce(&value)) return false;
    negative = value.num < 0;
    if (negative) value.num = -value.num;
    for (scaled = value.num, i = 0; i < decimals; i++)
        if (__builtin_mul_overflow(scaled, (caqes_int128)10, &scaled)) return false;
    rest = scaled % value.den;
    scaled /= value.den;
    if (rest >= value.den - rest) scaled += 1;
    int128_text(scaled, digits);
    if (strlen(digits) <= decimals) { /* 0,05: pad with zeros up to the unit */
        size_t length = strlen(digits), pad = decimals + 1 - length;
        memmove(digits + pad, digits, length + 1);
        memset(digits, '0', pad);
    }
    if (negative && scaled != 0) *out++ = '-';
    {
        char decimals_text[48];
        size_t whole = strlen(digits) - decimals;
        memcpy(decimals_text, digits + whole, decimals + 1);
        digits[whole] = '\0';
        out = group_thousands(digits, out);
        if (decimals > 0) {
            *out++ = ',';
            memcpy(out, decimals_text, decimals + 1);
        }
    }
    return true;
}

char *fraction_text(struct caqes_fraction value, char *out) {
    if (value.den != 1 && !caqes_fraction_reduce(&value)) value = caqes_fraction_of(0, 1);
    out = int128_text(value.num, out);
    if (value.den != 1) {
        *out++ = '/';
        out = int128_text(value.den, out);
    }
    return out;
}

size_t text_columns(const char *text) {
    size_t columns = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80) columns++;
    return columns;
}

size_t text_prefix(const char *text, size_t columns) {
    size_t bytes = 0;
    for (; columns > 0 && text[bytes]; columns--) do
            bytes++;
        while (((unsigned char)text[bytes] & 0xC0) == 0x80);
    return bytes;
}
