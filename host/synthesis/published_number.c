/* SPDX-License-Identifier: MIT
 *
 * published_number.c: numbers as reports print them: "1 871 331 €", "5,5 %", "2 192 K€", "10 61€4". */
#include "host/synthesis/published.h"

#include "host/base/text.h"

#include <string.h>
#include <strings.h>

#define EURO "\xE2\x82\xAC"
#define MINUS "\xE2\x88\x92"

static bool is_blank(const char *text) {
    static const char *const words[] = {"", "-", "–", "—", "nd", "n.d.", "nc", "n.c.", "so", "…"};
    size_t i;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

/* Past the digits, with blanks between; the first euro sign among them is noted. False when there are too many. */
static bool read_digits(const char **at, struct published_number *n, unsigned *count, bool decimals) {
    for (;; (*at)++) {
        const char *end = *at + strlen(*at), *ink = csv_trim_start(*at, end);
        if (!decimals && *count > 0 && *ink >= '0' && *ink <= '9') *at = ink;
        if (strncmp(*at, EURO, 3) == 0 && (*at)[3] >= '0' && (*at)[3] <= '9') {
            n->misplaced = n->euros = true;
            *at += 3;
        }
        if (**at < '0' || **at > '9') return true;
        if (*count == PUBLISHED_MOST_DIGITS || (decimals && n->decimals == PUBLISHED_MOST_DECIMALS)) return false;
        n->digits = n->digits * 10 + (**at - '0');
        n->decimals += decimals;
        (*count)++;
    }
}

/* What follows the digits. False for other words. */
static bool read_unit(const char *text, struct published_number *n) {
    static const struct {
        const char *word;
        unsigned thousands;
        bool percent, euros;
    } units[] = {{"", 0, false, false},      {"%", 0, true, false},      {EURO, 0, false, true},
                 {"euros", 0, false, true},  {"k" EURO, 3, false, true}, {"K" EURO, 3, false, true},
                 {"m" EURO, 6, false, true}, {"M" EURO, 6, false, true}, {"ETS", 0, false, false},
                 {"ES", 0, false, false}};
    size_t i;
    for (i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(text, units[i].word) != 0) continue;
        n->thousands = units[i].thousands;
        n->percent = units[i].percent;
        n->euros |= units[i].euros;
        return true;
    }
    return false;
}

struct published_number published_read(const char *text) {
    struct published_number n = {.kind = PUBLISHED_NUMBER};
    const struct published_number words = {.kind = PUBLISHED_WORDS};
    const char *at = text;
    bool negative = false;
    unsigned count = 0;
    if (is_blank(text)) return (struct published_number){.kind = PUBLISHED_BLANK};
    if (*at == '-' || strncmp(at, MINUS, 3) == 0) {
        negative = true;
        at += *at == '-' ? 1 : 3;
        at = csv_trim_start(at, at + strlen(at));
    }
    if (!read_digits(&at, &n, &count, false) || count == 0) return words;
    if (*at == ',' || *at == '.') {
        at++;
        if (!read_digits(&at, &n, &count, true) || n.decimals == 0) return words;
    }
    if (!read_unit(csv_trim_start(at, at + strlen(at)), &n)) return words;
    if (negative) n.digits = -n.digits;
    return n;
}

struct caqes_fraction published_value(const struct published_number *n) {
    struct caqes_fraction value = {n->digits, 1};
    unsigned i;
    for (i = 0; i < n->thousands; i++) value.num *= 10;
    for (i = 0; i < n->decimals; i++) value.den *= 10;
    return value;
}

const char *published_text(const struct published_number *n, struct arena *arena) {
    char text[96];
    struct caqes_fraction value = published_value(n);
    if (!french_fraction(value, n->thousands ? 0 : n->decimals, text)) return "(trop grand)";
    return arena_format(arena, "%s%s", text, n->percent ? "\u00a0%" : n->euros ? "\u00a0€" : "");
}
