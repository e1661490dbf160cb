/* SPDX-License-Identifier: MIT */
#include "host/campaign/value.h"

#include "host/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const yes_no[] = {"non", "oui"};

void value_number_text(int64_t value, unsigned decimals, char out[VALUE_TEXT]) {
    uint64_t magnitude = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value, scale = 1;
    char digits[VALUE_TEXT];
    size_t length;
    unsigned i;
    for (i = 0; i < decimals; i++) scale *= 10;
    snprintf(out, VALUE_TEXT, "%s%" PRIu64, value < 0 ? "-" : "", magnitude / scale);
    if (magnitude % scale == 0) return;
    snprintf(digits, sizeof digits, "%0*" PRIu64, (int)decimals, magnitude % scale);
    length = strlen(digits);
    while (digits[length - 1] == '0') length--;
    snprintf(out + strlen(out), VALUE_TEXT - strlen(out), ".%.*s", (int)length, digits);
}

const char *value_text(const struct value_spec *spec, int64_t value, struct arena *arena) {
    char number[VALUE_TEXT];
    if (spec->type == TYPE_YES_NO) return yes_no[value != 0];
    if (spec->type == TYPE_CLASS) return value >= 0 && value < (int64_t)spec->class_count ? spec->classes[value] : "?";
    value_number_text(value, spec->decimals, number);
    return arena_copy(arena, number, strlen(number));
}

/* The mend of a decimal that does not read: a comma, a percent, or anything else. */
static const char *mend_decimal(struct conf_reader *r, const char *text) {
    const char *comma = strchr(text, ',');
    int64_t ignored;
    if (comma && !strchr(comma + 1, ',')) {
        const char *pointed = arena_format(r->arena, "%.*s.%s", (int)(comma - text), text, comma + 1);
        if (decimal_parse(pointed, strlen(pointed), 9, &ignored) == DECIMAL_OK)
            return arena_format(r->arena, "write it with a point: \"%s\"", pointed);
    }
    if (strchr(text, '%')) return "write the share, not the percentage: \"0.022\" for 2.2 %";
    return "write digits with a point, such as \"0.022\" or \"500000.00\", without spaces or unit";
}

bool value_decimal(struct conf_reader *r, const struct setting *s, unsigned decimals, int64_t *out) {
    if (s->kind != SETTING_TEXT) {
        bool number = s->kind == SETTING_FLOAT || s->kind == SETTING_INTEGER;
        conf_fault(r, s, "C305",
                   number ? arena_format(r->arena, "write it quoted: \"%s\"", s->text)
                          : "write a number in quotes, such as \"0.022\"",
                   "a number that must be exact is a text in quotes");
        return false;
    }
    switch (decimal_parse(s->text, strlen(s->text), decimals, out)) {
    case DECIMAL_OK: return true;
    case DECIMAL_TOO_MANY_DECIMALS:
        conf_fault(r, s, "C338", NULL,
                   decimals ? "this number has more than %u decimals" : "this is not a whole number", decimals);
        return false;
    case DECIMAL_TOO_LARGE: conf_fault(r, s, "C338", NULL, "this number does not fit in 64 bits"); return false;
    default: conf_fault(r, s, "C338", mend_decimal(r, s->text), "this is not a number"); return false;
    }
}

bool value_in_bounds(struct conf_reader *r, const struct setting *s, const struct value_spec *spec, int64_t value) {
    char min[VALUE_TEXT] = "", max[VALUE_TEXT] = "";
    bool low = spec->has_min && value < spec->min, high = spec->has_max && value > spec->max;
    const char *mend;
    if (!low && !high) return true;
    value_number_text(spec->min, spec->decimals, min);
    value_number_text(spec->max, spec->decimals, max);
    if (spec->has_min && spec->has_max) {
        mend = arena_format(r->arena, "write a value from %s to %s", min, max);
    } else {
        mend = low ? arena_format(r->arena, "write %s or more", min) : arena_format(r->arena, "write %s or less", max);
    }
    conf_fault(r, s, "C339", mend, "\"%s\" is %s its %s, %s", spec->name, low ? "below" : "above",
               low ? "minimum" : "maximum", low ? min : max);
    return false;
}

/* One of the names of a type that has names. */
static bool read_name(struct conf_reader *r, const struct setting *s, const struct value_spec *spec,
                      const char *const *known, uint32_t count, int64_t *out) {
    uint32_t i;
    if (s->kind != SETTING_TEXT) {
        conf_fault(r, s, "C305", conf_mend_name(r, NULL, known, count), "\"%s\" is set by a name in quotes",
                   spec->name);
        return false;
    }
    for (i = 0; i < count; i++) {
        if (strcmp(known[i], s->text) != 0) continue;
        *out = i;
        return true;
    }
    conf_fault(r, s, "C338", conf_mend_name(r, s->text, known, count), "\"%s\" is not a value of \"%s\"", s->text,
               spec->name);
    return false;
}

/* A whole number, with or without quotes: both are exact. */
static bool read_integer(struct conf_reader *r, const struct setting *s, const struct value_spec *spec, int64_t *out) {
    if (s->kind == SETTING_INTEGER) {
        *out = s->integer;
    } else if (s->kind != SETTING_TEXT) {
        conf_fault(r, s, "C305", "write digits, without decimals", "\"%s\" is a whole number", spec->name);
        return false;
    } else if (!value_decimal(r, s, 0, out)) {
        return false;
    }
    return value_in_bounds(r, s, spec, *out);
}

bool value_read(struct conf_reader *r, const struct setting *s, const struct value_spec *spec, int64_t *out) {
    switch (spec->type) {
    case TYPE_YES_NO: return read_name(r, s, spec, yes_no, 2, out);
    case TYPE_CLASS: return read_name(r, s, spec, spec->classes, spec->class_count, out);
    case TYPE_INTEGER: return read_integer(r, s, spec, out);
    default: return value_decimal(r, s, spec->decimals, out) && value_in_bounds(r, s, spec, *out);
    }
}
