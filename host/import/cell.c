/* SPDX-License-Identifier: MIT */
#include "host/import/cell.h"

#include "host/base/calendar.h"
#include "host/base/text.h"
#include "host/report/json_writer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Numbers ---- */

/* Bytes of a blank that stands between digits: a space, U+00A0, U+202F, U+2009; 0 for none. */
static size_t blank(const char *text) {
    if (*text == ' ') return 1;
    if (strncmp(text, "\xC2\xA0", 2) == 0) return 2;
    return strncmp(text, "\xE2\x80\xAF", 3) == 0 || strncmp(text, "\xE2\x80\x89", 3) == 0 ? 3 : 0;
}

/* The digits of a number as French or English spreadsheets write it, "-1234.50"; *percent when "%" follows. An
 * apostrophe in front, an "€" behind count for nothing. Two signs that could be a point make no number. */
static bool plain_number(const char *text, char *out, size_t size, bool *percent) {
    size_t used = 0;
    bool point = false, digit = false;
    *percent = false;
    if (strncmp(text, "\xE2\x88\x92", 3) == 0) { /* U+2212 */
        out[used++] = '-';
        text += 3;
    } else if (*text == '-' || *text == '+') {
        if (*text == '-') out[used++] = '-';
        text++;
    }
    for (; *text && used + 2 < size; text += blank(text) ? blank(text) : 1) {
        if (blank(text)) continue;
        if (isdigit((unsigned char)*text)) {
            digit = true;
            out[used++] = *text;
        } else if ((*text == ',' || *text == '.') && !point && digit) {
            point = true;
            out[used++] = '.';
        } else {
            break;
        }
    }
    if (*text == '%') {
        *percent = true;
        text++;
    } else if (strncmp(text, "\xE2\x82\xAC", 3) == 0) {
        text += 3;
    }
    while (blank(text)) text += blank(text);
    out[used] = '\0';
    return digit && *text == '\0' && out[used - 1] != '.';
}

/* "48.33" per cent is 0.4833: the point goes two places to the left. */
static void per_cent(char *number, size_t size) {
    char digits[96], *point = strchr(number, '.');
    const char *sign = *number == '-' ? "-" : "";
    const char *from = number + (*number == '-');
    size_t whole = point ? (size_t)(point - from) : strlen(from), length;
    snprintf(digits, sizeof digits, "00%.*s%s", (int)whole, from, point ? point + 1 : "");
    length = strlen(digits);
    snprintf(number, size, "%s%.*s.%s", sign, (int)whole, digits, digits + whole);
    while (length > 0 && number[strlen(number) - 1] == '0') number[strlen(number) - 1] = '\0';
    if (number[strlen(number) - 1] == '.') number[strlen(number) - 1] = '\0';
}

/* No zeros in front, as JSON wants it: "007.5" is 7.5. */
static const char *json_number(const char *number, struct arena *arena) {
    const char *sign = *number == '-' ? "-" : "", *digits = number + (*number == '-');
    while (digits[0] == '0' && isdigit((unsigned char)digits[1])) digits++;
    return arena_format(arena, "%s%s%s", sign, *digits == '\0' || *digits == '.' ? "0" : "", digits);
}

static const char *number_json(const struct value_spec *spec, const char *text, struct arena *arena,
                               const char **expected) {
    char number[96];
    bool percent;
    if (!plain_number(text, number, sizeof number - 4, &percent)) {
        *expected = "a number: 1 234,50, without letters nor exponent";
        return NULL;
    }
    if (percent && spec->type != TYPE_RATE) {
        *expected = "a number without %";
        return NULL;
    }
    if (percent) {
        per_cent(number, sizeof number);
    } else if (spec->type == TYPE_RATE && strtol(number, NULL, 10) > 1) {
        *expected = "a rate: 48,33 % or 0,4833";
        return NULL;
    }
    return json_number(number, arena);
}

/* ---- Words ---- */

/* States of a datum that are no value, as people and the files of the HAS write them. */
static const char *state_of(const char *text) {
    static const char *const words[][2] = {{"NV", "NV"},
                                           {"DI", "DI"},
                                           {"non soumis", "non_soumis"},
                                           {"non_soumis", "non_soumis"},
                                           {"NS", "non_soumis"},
                                           {"NC", "non_soumis"},
                                           {"non concerné", "non_soumis"},
                                           {"non répondant", "non_repondant"},
                                           {"non_repondant", "non_repondant"},
                                           {"NR", "non_repondant"}};
    size_t k;
    for (k = 0; k < sizeof words / sizeof *words; k++)
        if (strcasecmp(words[k][0], text) == 0) return words[k][1];
    return NULL;
}

static const char *yes_or_no(const char *text) {
    static const char *const yes[] = {"oui", "o", "vrai", "x"}, *const no[] = {"non", "n", "faux"};
    size_t k;
    for (k = 0; k < sizeof yes / sizeof *yes; k++)
        if (strcasecmp(yes[k], text) == 0) return "oui";
    for (k = 0; k < sizeof no / sizeof *no; k++)
        if (strcasecmp(no[k], text) == 0) return "non";
    return NULL;
}

static const char *class_of(const struct value_spec *spec, const char *text) {
    uint32_t k;
    for (k = 0; k < spec->class_count; k++)
        if (strcasecmp(spec->classes[k], text) == 0) return spec->classes[k];
    return NULL;
}

static const char *value_json(const struct value_spec *spec, const char *text, struct arena *arena, const char **code,
                              const char **expected) {
    const char *word;
    switch (spec->type) {
    case TYPE_YES_NO:
        *code = "I412";
        *expected = "oui or non";
        word = yes_or_no(text);
        return word ? json_quoted(word, arena) : NULL;
    case TYPE_CLASS: {
        uint32_t k;
        *code = "I412";
        *expected = "one of";
        for (k = 0; k < spec->class_count; k++)
            *expected = arena_format(arena, "%s%s %s", *expected, k ? "," : "", spec->classes[k]);
        word = class_of(spec, text);
        return word ? json_quoted(word, arena) : NULL;
    }
    case TYPE_CURVE:
        *code = "I412";
        *expected = "nothing: a barème is set by the campaign";
        return NULL;
    default: *code = "I410"; return number_json(spec, text, arena, expected);
    }
}

/* ---- Identity ---- */

/* "15/04/2019" or "2019-04-15". */
static const char *day_json(const char *text, struct arena *arena) {
    char iso[11];
    if (strlen(text) == 10 && text[2] == '/' && text[5] == '/') {
        snprintf(iso, sizeof iso, "%.4s-%.2s-%.2s", text + 6, text + 3, text);
        text = iso;
    }
    return day_parse(text, strlen(text)) ? json_quoted(text, arena) : NULL;
}

static const char *champs_json(const char *text, struct arena *arena) {
    const char *list = "";
    while (*text) {
        size_t length = strcspn(text, ",;+/ ");
        if (length > 0)
            list = arena_format(arena, "%s%s%s", list, *list ? "," : "",
                                json_quoted(arena_copy(arena, text, length), arena));
        text += length + (text[length] != '\0');
    }
    return arena_format(arena, "[%s]", list);
}

static const char *finess_json(const char *text, struct arena *arena, const char **expected) {
    *expected =
        "nine characters, as text; a spreadsheet that takes them for a number drops the first zero or writes 1E+08";
    return strlen(text) == 9 && !strpbrk(text, ",.+ ") ? json_quoted(text, arena) : NULL;
}

const char *cell_json(enum cell_kind kind, const struct value_spec *spec, const char *text, struct arena *arena,
                      const char **code, const char **expected) {
    const char *found;
    switch (kind) {
    case CELL_INPUT:
        found = state_of(text);
        return found ? json_quoted(found, arena) : value_json(spec, text, arena, code, expected);
    case CELL_TERM: return value_json(spec, text, arena, code, expected);
    case CELL_DAY:
        *code = "I411";
        *expected = "a day: 15/04/2019 or 2019-04-15";
        return day_json(text, arena);
    case CELL_YES:
        *code = "I412";
        *expected = "oui, or a blank cell";
        found = yes_or_no(text);
        return found && strcmp(found, "oui") == 0 ? "\"oui\"" : NULL;
    case CELL_FINESS: *code = "I413"; return finess_json(text, arena, expected);
    case CELL_CHAMPS: return champs_json(text, arena);
    default: return json_quoted(text, arena);
    }
}
