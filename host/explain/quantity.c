/* SPDX-License-Identifier: MIT */
#include "host/explain/quantity.h"

#include "host/base/text.h"

#include <string.h>

enum { MOST_DECIMALS = 9, MOST_APPROXIMATE = 12, APPROXIMATE = 2, TEXT = 128 };

#define NO_BREAK "\xC2\xA0"

struct unit unit_of_slot(const struct value_spec *spec) {
    switch (spec->type) {
    case TYPE_EUROS: return (struct unit){.kind = UNIT_EUROS};
    case TYPE_RATE: return (struct unit){.kind = UNIT_RATE};
    case TYPE_YES_NO: return (struct unit){.kind = UNIT_YES_NO};
    case TYPE_CLASS: return (struct unit){.kind = UNIT_WORD, .words = spec->classes, .word_count = spec->class_count};
    case TYPE_CURVE: return (struct unit){.kind = UNIT_CURVE};
    default: return (struct unit){.kind = UNIT_NUMBER, .name = spec->unit};
    }
}

struct unit unit_of_word(const char *word) {
    if (!word) return NUMBER_UNIT;
    if (strcmp(word, "euros") == 0) return (struct unit){.kind = UNIT_EUROS};
    if (strcmp(word, "rate") == 0 || strcmp(word, "growth") == 0) return (struct unit){.kind = UNIT_RATE};
    if (strcmp(word, "yes_no") == 0) return (struct unit){.kind = UNIT_YES_NO};
    if (strcmp(word, "letter") == 0) return (struct unit){.kind = UNIT_LETTER};
    if (strcmp(word, "months") == 0) return (struct unit){.kind = UNIT_MONTHS};
    if (strcmp(word, "points") == 0) return (struct unit){.kind = UNIT_NUMBER, .decimals = 2};
    return NUMBER_UNIT;
}

const char *code_of_unit(struct unit unit) {
    static const char *const codes[] = {
        [UNIT_NUMBER] = "number", [UNIT_EUROS] = "euros",   [UNIT_RATE] = "rate",     [UNIT_YES_NO] = "yes_no",
        [UNIT_WORD] = "class",    [UNIT_LETTER] = "letter", [UNIT_MONTHS] = "months", [UNIT_CURVE] = "curve"};
    return codes[unit.kind];
}

/* Decimals that write the value exactly, or -1 when no reasonable number of them does. */
static int exact_decimals(struct caqes_fraction value) {
    unsigned twos = 0, fives = 0;
    if (!caqes_fraction_reduce(&value)) return -1;
    for (; value.den % 2 == 0; value.den /= 2) twos++;
    for (; value.den % 5 == 0; value.den /= 5) fives++;
    if (value.den != 1 || twos > MOST_DECIMALS || fives > MOST_DECIMALS) return -1;
    return (int)(twos > fives ? twos : fives);
}

static bool is_small_whole(struct caqes_fraction *value, uint32_t count) {
    return caqes_fraction_reduce(value) && value->den == 1 && value->num >= 0 && value->num < (caqes_int128)count;
}

/* A class as people read it: "liste en sus" for liste_en_sus. */
static const char *spaced(struct arena *arena, const char *name) {
    char *text = arena_format(arena, "%s", name), *c;
    for (c = text; *c; c++)
        if (*c == '_') *c = ' ';
    return text;
}

/* A value whose unit has words. NULL when it has not, or is no index of one. */
static const char *word(struct arena *arena, struct caqes_fraction value, struct unit unit) {
    switch (unit.kind) {
    case UNIT_YES_NO: return is_small_whole(&value, 2) ? (value.num ? "oui" : "non") : NULL;
    case UNIT_WORD: return is_small_whole(&value, unit.word_count) ? spaced(arena, unit.words[value.num]) : NULL;
    case UNIT_LETTER:
        return is_small_whole(&value, 27) && value.num > 0 ? arena_format(arena, "%c", 'A' + (int)value.num - 1) : NULL;
    default: return NULL;
    }
}

/* What follows the number. */
static const char *suffix(struct unit unit, bool named) {
    switch (unit.kind) {
    case UNIT_EUROS: return NO_BREAK "€";
    case UNIT_RATE: return NO_BREAK "%";
    case UNIT_MONTHS: return NO_BREAK "mois";
    default: return named && unit.name ? unit.name : "";
    }
}

static unsigned least_decimals(struct unit unit) { return unit.kind == UNIT_EUROS ? 2 : unit.decimals; }

/* Decimals of an approximation: two, or more when two would show nothing but zeros, or the limit itself. */
static unsigned approximate_decimals(struct caqes_fraction value, const struct caqes_fraction *limit) {
    char shown[TEXT], other[TEXT];
    unsigned decimals = APPROXIMATE;
    for (; decimals < MOST_APPROXIMATE; decimals++) {
        if (!french_fraction(value, decimals, shown)) return APPROXIMATE;
        if (strspn(shown + (*shown == '-'), "0,") == strlen(shown + (*shown == '-'))) continue;
        if (!limit || !french_fraction(*limit, decimals, other) || strcmp(shown, other) != 0) break;
    }
    return decimals > APPROXIMATE ? decimals + 1 : decimals; /* two digits, not one: 0,0029 and not 0,003 */
}

static const char *text(struct arena *arena, struct caqes_fraction value, struct unit unit, bool named,
                        const struct caqes_fraction *limit) {
    struct caqes_fraction scaled = value, scaled_limit = {0, 1};
    const char *said = word(arena, value, unit), *after = suffix(unit, named);
    char number[TEXT], exact[TEXT];
    int decimals;
    if (said) return said;
    if (unit.kind == UNIT_RATE && !caqes_fraction_multiply(value, caqes_fraction_of(100, 1), &scaled)) scaled = value;
    decimals = exact_decimals(scaled);
    if (decimals >= 0) {
        if ((unsigned)decimals < least_decimals(unit)) decimals = (int)least_decimals(unit);
        if (!french_fraction(scaled, (unsigned)decimals, number)) return "(trop grand)";
        return arena_format(arena, "%s%s%s", number, *after && unit.kind == UNIT_NUMBER ? NO_BREAK : "", after);
    }
    if (limit &&
        !caqes_fraction_multiply(*limit, caqes_fraction_of(unit.kind == UNIT_RATE ? 100 : 1, 1), &scaled_limit))
        limit = NULL;
    fraction_text(value, exact);
    if (!named) return arena_format(arena, "%s%s", exact, unit.kind == UNIT_EUROS ? after : "");
    if (!french_fraction(scaled, approximate_decimals(scaled, limit ? &scaled_limit : NULL), number))
        return arena_format(arena, "%s", exact);
    return arena_format(arena, "%s, soit %s%s%s", exact, number, *after && unit.kind == UNIT_NUMBER ? NO_BREAK : "",
                        after);
}

const char *quantity_text(struct arena *arena, struct caqes_fraction value, struct unit unit) {
    return text(arena, value, unit, true, NULL);
}

const char *quantity_plain(struct arena *arena, struct caqes_fraction value, struct unit unit) {
    return text(arena, value, unit, false, NULL);
}

const char *quantity_beside(struct arena *arena, struct caqes_fraction value, struct caqes_fraction limit,
                            struct unit unit) {
    return text(arena, value, unit, true, &limit);
}
