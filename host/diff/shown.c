/* SPDX-License-Identifier: MIT */
#include "host/diff/shown.h"

#include "host/base/text.h"
#include "host/read/json_find.h"
#include "host/report/display.h"

enum { DECIMALS = 6, SCALE = 1000000 };

/* "51/50" or "3". */
static bool read_fraction(const struct json_node *n, struct caqes_fraction *out) {
    const char *slash = memchr(n->text, '/', n->text_length);
    size_t head = slash ? (size_t)(slash - n->text) : n->text_length;
    int64_t numerator, denominator = 1;
    if (decimal_parse(n->text, head, 0, &numerator) != DECIMAL_OK) return false;
    if (slash &&
        (decimal_parse(slash + 1, n->text_length - head - 1, 0, &denominator) != DECIMAL_OK || denominator < 1))
        return false;
    *out = caqes_fraction_of(numerator, denominator);
    return true;
}

/* A value of no unit: exact, with the decimals it has. */
static bool exact_decimal(struct caqes_fraction value, char *out) {
    unsigned decimals = 0;
    int64_t scale = 1;
    while (decimals < DECIMALS && (value.num * scale) % value.den != 0) {
        scale *= 10;
        decimals++;
    }
    return (value.num * scale) % value.den == 0 && french_fraction(value, decimals, out);
}

const char *shown_fraction(const struct json_node *n, const char *unit, struct arena *arena) {
    struct caqes_fraction value;
    char shown[DISPLAY_MAX];
    if (!n || !n->text) return NULL;
    if (!read_fraction(n, &value)) return json_copy(n, arena);
    if (unit) {
        display_value(value, unit, shown);
    } else if (!exact_decimal(value, shown)) {
        if (!french_fraction(value, DECIMALS, shown)) return json_copy(n, arena);
        return arena_format(arena, "≈ %s (%.*s)", shown, (int)n->text_length, n->text);
    }
    return arena_copy(arena, shown, strlen(shown));
}

const char *shown_centimes(const struct json_node *n, struct arena *arena) {
    char shown[DISPLAY_MAX];
    int64_t centimes;
    if (!n || decimal_parse(n->text, n->text_length, 0, &centimes) != DECIMAL_OK) return NULL;
    french_centimes(centimes, true, shown);
    return arena_copy(arena, shown, strlen(shown));
}

const char *shown_word(const char *word) {
    static const char *const words[][2] = {{"atteint", "atteint"},
                                           {"non_atteint", "non atteint"},
                                           {"sans_objet", "sans objet"},
                                           {"inconnu", "inconnu"},
                                           {"erreur", "erreur"},
                                           {"evalue", "évalué"},
                                           {"refus", "refus de signer"},
                                           {"incomplet", "incomplet"},
                                           {"non_evaluable", "non évaluable"},
                                           {"non_contractualise", "non contractualisé"},
                                           {"pas_encore_en_vigueur", "pas encore en vigueur"},
                                           {"echu", "échu"}};
    size_t i;
    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], word) == 0) return words[i][1];
    return word;
}
