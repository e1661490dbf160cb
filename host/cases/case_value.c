/* SPDX-License-Identifier: MIT */
#include "host/cases/case_value.h"

#include "host/base/text.h"

#include <string.h>

enum { MOST_DIGITS = 30, MOST_DECIMALS = 18, MOST_SHOWN = 12 };

#define MINUS "\xE2\x88\x92" /* U+2212 */
#define EURO "\xE2\x82\xAC"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Length of a space that may stand between thousands, or before a unit. */
static size_t space_at(const char *text) {
    if (*text == ' ') return 1;
    if (strncmp(text, "\xC2\xA0", 2) == 0) return 2;
    return strncmp(text, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

static void pass_spaces(const char **text) {
    size_t space;
    while ((space = space_at(*text)) > 0) *text += space;
}

/* ---- Numbers ------------------------------------------------------------------------------------- */

/* Takes digits into the number. Returns how many. */
static uint32_t take_digits(const char **text, struct case_number *n, uint32_t *total) {
    uint32_t count = 0;
    for (; is_digit(**text) && *total <= MOST_DIGITS; (*text)++, count++, (*total)++)
        n->units = n->units * 10 + (**text - '0');
    return count;
}

/* The whole part: plain digits, or groups of three after a first of one to three. */
static bool read_whole(const char **text, struct case_number *n, uint32_t *total) {
    uint32_t first = take_digits(text, n, total);
    if (first == 0) return false;
    for (;;) {
        const char *next = *text;
        size_t space = space_at(next);
        if (space == 0 || !is_digit(next[space])) return true;
        *text += space;
        if (first > 3 || take_digits(text, n, total) != 3) return false;
    }
}

static void read_unit(const char **text, struct case_number *n) {
    pass_spaces(text);
    if (**text == '%') {
        n->percent = true;
        n->decimals += 2;
        (*text)++;
    } else if (strncmp(*text, EURO, strlen(EURO)) == 0) {
        n->euros = true;
        *text += strlen(EURO);
    }
    pass_spaces(text);
}

bool case_number_read(const char *text, struct case_number *out) {
    bool negative = *text == '-' || strncmp(text, MINUS, strlen(MINUS)) == 0;
    uint32_t total = 0;
    *out = (struct case_number){0};
    if (negative) text += *text == '-' ? 1 : strlen(MINUS);
    if (!negative && *text == '+') text++;
    pass_spaces(&text);
    if (!read_whole(&text, out, &total)) return false;
    if (*text == ',') {
        text++;
        out->decimals = take_digits(&text, out, &total);
        if (out->decimals == 0) return false;
    }
    read_unit(&text, out);
    if (negative) out->units = -out->units;
    return *text == '\0' && total <= MOST_DIGITS && out->decimals <= MOST_DECIMALS;
}

const char *case_number_json(const struct case_number *n, struct arena *arena) {
    caqes_int128 scale = 1, size = n->units < 0 ? -n->units : n->units;
    char whole[48], rest[48];
    uint32_t i;
    for (i = 0; i < n->decimals; i++) scale *= 10;
    int128_text(size / scale, whole);
    if (n->decimals == 0) return arena_format(arena, "%s%s", n->units < 0 ? "-" : "", whole);
    int128_text(size % scale + scale, rest); /* a 1 in front keeps the zeros */
    return arena_format(arena, "%s%s.%s", n->units < 0 ? "-" : "", whole, rest + 1);
}

static bool fraction_of(const struct case_number *n, struct caqes_fraction *out) {
    caqes_int128 scale = 1;
    uint32_t i;
    for (i = 0; i < n->decimals; i++) scale *= 10;
    *out = (struct caqes_fraction){n->units, scale};
    return caqes_fraction_reduce(out);
}

bool case_fraction_read(const char *text, struct caqes_fraction *out) {
    const char *bar = strchr(text, '/');
    struct case_number above, below;
    char left[64];
    size_t length;
    if (!bar) return case_number_read(text, &above) && fraction_of(&above, out);
    length = (size_t)(bar - text);
    if (length == 0 || length >= sizeof left) return false;
    memcpy(left, text, length);
    left[length] = '\0';
    for (bar++; *bar == ' '; bar++) {
    }
    if (!case_number_read(left, &above) || !case_number_read(bar, &below)) return false;
    if (above.decimals > 0 || below.decimals > 0 || above.euros || below.euros || below.units <= 0) return false;
    *out = (struct caqes_fraction){above.units, below.units};
    return caqes_fraction_reduce(out);
}

/* Number of decimals that write the value exactly, or -1 when none does. */
static int exact_decimals(struct caqes_fraction value) {
    int decimals = 0;
    while (decimals < MOST_SHOWN && value.den != 1) {
        if (!caqes_fraction_multiply(value, caqes_fraction_of(10, 1), &value) || !caqes_fraction_reduce(&value))
            return -1;
        decimals++;
    }
    return value.den == 1 ? decimals : -1;
}

const char *case_fraction_text(struct caqes_fraction value, const char *unit, struct arena *arena) {
    bool percent = strcmp(unit, "rate") == 0 || strcmp(unit, "growth") == 0;
    const char *suffix = percent ? "\xC2\xA0%" : strcmp(unit, "euros") == 0 ? "\xC2\xA0" EURO : "";
    struct caqes_fraction shown = value;
    char exact[96], text[96];
    int decimals;
    fraction_text(value, exact);
    if (percent && !caqes_fraction_multiply(value, caqes_fraction_of(100, 1), &shown))
        return arena_copy(arena, exact, strlen(exact));
    decimals = caqes_fraction_reduce(&shown) ? exact_decimals(shown) : -1;
    if (decimals >= 0 && french_fraction(shown, (unsigned)decimals, text))
        return arena_format(arena, "%s%s", text, suffix);
    if (!french_fraction(shown, 2, text)) return arena_copy(arena, exact, strlen(exact));
    return arena_format(arena, "%s (environ %s%s)", exact, text, suffix);
}

/* ---- Dates and words ----------------------------------------------------------------------------- */

const char *case_date_json(const char *text, struct arena *arena) {
    size_t i;
    if (strlen(text) != 10 || text[2] != '/' || text[5] != '/') return text;
    for (i = 0; i < 10; i++)
        if (i != 2 && i != 5 && !is_digit(text[i])) return text;
    return arena_format(arena, "%.4s-%.2s-%.2s", text + 6, text + 3, text);
}

/* Letters under their accents, U+00C0 to U+00FF, as UTF-8 writes them after 0xC3. */
static const char bases[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";

/* The next letter of a word without capital and accent; 0 at the end. */
static int next_letter(const char **text) {
    unsigned char c = (unsigned char)**text, after;
    if (c == '\0') return 0;
    (*text)++;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 'a';
    if (c == '_') return ' ';
    after = (unsigned char)**text;
    if (c == 0xC2 && after == 0xA0) {
        (*text)++;
        return ' ';
    }
    if (c != 0xC3 || (after & 0xC0) != 0x80) return c;
    (*text)++;
    return bases[after - 0x80];
}

bool case_same_word(const char *a, const char *b) {
    int letter;
    do {
        letter = next_letter(&a);
        if (letter != next_letter(&b)) return false;
    } while (letter != 0);
    return true;
}

int32_t case_word_index(const char *text, const char *const *words, uint32_t count) {
    uint32_t i;
    for (i = 0; i < count; i++)
        if (case_same_word(text, words[i])) return (int32_t)i;
    return -1;
}

const char **case_parts(const char *text, struct arena *arena, uint32_t *count) {
    const char **parts, *p;
    uint32_t n = 1;
    for (p = text; *p; p++) n += *p == '+';
    parts = arena_array(arena, n, sizeof *parts);
    for (*count = 0; *count < n; (*count)++) {
        const char *end = text + strcspn(text, "+"), *next = *end ? end + 1 : end;
        pass_spaces(&text);
        while (end > text && end[-1] == ' ') end--;
        parts[*count] = end > text ? arena_copy(arena, text, (size_t)(end - text)) : "";
        text = next;
    }
    return parts;
}
