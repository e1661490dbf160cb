/* SPDX-License-Identifier: MIT
 *
 * dossier_value.c: a value against its declared type, decimals, bounds and classes. Numbers go from their
 * text to an integer: no floating point on the way. */
#include "host/read/dossier_parse.h"

#include "host/base/text.h"

#include <string.h>

/* Words that say why there is no value. */
static const struct {
    const char *word;
    enum caqes_presence presence;
} states[] = {{"non_repondant", CAQES_NON_REPONDANT},
              {"non_soumis", CAQES_NON_SOUMIS},
              {"NV", CAQES_NON_VALIDE},
              {"DI", CAQES_DONNEES_INSUFFISANTES}};

/* What the type wants, for messages. */
static const char *wanted(struct dossier_parse *p, const struct value_spec *spec) {
    switch (spec->type) {
    case TYPE_INTEGER: return "a whole number, such as 12";
    case TYPE_EUROS: return "euros with at most two decimals, such as 1234.50";
    case TYPE_RATE: return "a rate with at most six decimals: 0.022 for 2.2 %";
    case TYPE_YES_NO: return "\"oui\" or \"non\"";
    case TYPE_CLASS: return dossier_list(p, spec->classes, spec->class_count);
    default: return arena_format(p->scratch, "a number with at most %u decimals", spec->decimals);
    }
}

/* An integer at `decimals` as a plain number, without the zeros at its end. */
static const char *plain_number(struct dossier_parse *p, int64_t value, unsigned decimals) {
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, unit = 1;
    const char *sign = value < 0 ? "-" : "";
    for (unsigned i = 0; i < decimals; i++) unit *= 10;
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        unit /= 10;
        decimals--;
    }
    if (decimals == 0) return arena_format(p->scratch, "%s%llu", sign, (unsigned long long)rest);
    return arena_format(p->scratch, "%s%llu.%0*llu", sign, (unsigned long long)(rest / unit), (int)decimals,
                        (unsigned long long)(rest % unit));
}

static void wrong_kind(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                       const char *name) {
    const char *code = spec->type == TYPE_YES_NO ? "D136" : spec->type == TYPE_CLASS ? "D137" : "D135";
    const char *what = spec->type == TYPE_YES_NO  ? "is neither \"oui\" nor \"non\""
                       : spec->type == TYPE_CLASS ? "is not a class"
                                                  : "is not a number";
    dossier_fault_value(p, node, code, arena_format(p->scratch, "write %s", wanted(p, spec)), "\"%s\" %s", name, what);
}

/* "from 0 to 100", "of at least 0", "of at most 100". */
static const char *bounds(struct dossier_parse *p, const struct value_spec *spec) {
    const char *min = plain_number(p, spec->min, spec->decimals), *max = plain_number(p, spec->max, spec->decimals);
    if (!spec->has_max) return arena_format(p->scratch, "of at least %s", min);
    if (!spec->has_min) return arena_format(p->scratch, "of at most %s", max);
    return arena_format(p->scratch, "from %s to %s", min, max);
}

static bool in_bounds(const struct value_spec *spec, int64_t value) {
    return !(spec->has_min && value < spec->min) && !(spec->has_max && value > spec->max);
}

static void out_of_bounds(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                          const char *name, int64_t value) {
    bool low = spec->has_min && value < spec->min;
    dossier_fault_value(p, node, "D134", arena_format(p->scratch, "write a value %s", bounds(p, spec)),
                        "\"%s\" is %s, %s its %s %s", name, plain_number(p, value, spec->decimals),
                        low ? "under" : "over", low ? "minimum" : "maximum",
                        plain_number(p, low ? spec->min : spec->max, spec->decimals));
}

/* A text where a number belongs: a number in quotes has its own message. */
static void not_a_number(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                         const char *name) {
    int64_t ignored;
    if (node->kind != JSON_STRING ||
        decimal_parse(node->text, node->text_length, 9, &ignored) == DECIMAL_NOT_A_NUMBER) {
        wrong_kind(p, node, spec, name);
        return;
    }
    dossier_fault_value(p, node, "D130",
                        arena_format(p->scratch, "remove the quotes: %.*s", (int)node->text_length, node->text),
                        "\"%s\" is a number between quotes", name);
}

static void too_many_decimals(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                              const char *name) {
    const char *mend = arena_format(p->scratch, "write %s", wanted(p, spec));
    if (spec->decimals == 0) {
        dossier_fault_value(p, node, "D132", mend, "\"%s\" is not a whole number", name);
    } else {
        dossier_fault_value(p, node, "D132", mend, "\"%s\" has more than %u decimals", name, spec->decimals);
    }
}

static void too_large(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                      const char *name) {
    dossier_fault_value(p, node, "D133",
                        arena_format(p->scratch, "numbers go from %s to %s", plain_number(p, INT64_MIN, spec->decimals),
                                     plain_number(p, INT64_MAX, spec->decimals)),
                        "\"%s\" is too large", name);
}

bool dossier_number(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                    const char *name, int64_t *value) {
    if (node->kind != JSON_NUMBER) {
        not_a_number(p, node, spec, name);
        return false;
    }
    switch (decimal_parse(node->text, node->text_length, spec->decimals, value)) {
    case DECIMAL_OK:
        if (in_bounds(spec, *value)) return true;
        out_of_bounds(p, node, spec, name, *value);
        return false;
    case DECIMAL_TOO_MANY_DECIMALS: too_many_decimals(p, node, spec, name); return false;
    case DECIMAL_TOO_LARGE: too_large(p, node, spec, name); return false;
    case DECIMAL_NOT_A_NUMBER: break; /* the JSON grammar leaves only exponents */
    }
    dossier_fault_value(p, node, "D131", "write all its digits: 100000 for 1E5", "\"%s\" is written with an exponent",
                        name);
    return false;
}

/* Classes come first: a campaign may declare a class named "NV". */
static bool text_value(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                       const char *name, bool term, int64_t *value, uint8_t *presence) {
    static const char *const yes_no[] = {"non", "oui"};
    int32_t index = -1;
    *presence = CAQES_PRESENT;
    if (spec->type == TYPE_CLASS) index = dossier_index(node, spec->classes, spec->class_count);
    if (spec->type == TYPE_YES_NO) index = dossier_index(node, yes_no, 2);
    if (index >= 0) {
        *value = index;
        return true;
    }
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (strlen(states[i].word) != node->text_length || memcmp(states[i].word, node->text, node->text_length) != 0)
            continue;
        *presence = (uint8_t)states[i].presence;
        if (!term) return true;
        dossier_fault_value(p, node, "D138", "a contract has a value, or leaves the key out",
                            "\"%s\" is a term of the contract: it cannot be \"%s\"", name, states[i].word);
        return false;
    }
    if (spec->type == TYPE_CLASS) {
        dossier_unknown_text(p, node, "D137", arena_format(p->scratch, "class of \"%s\"", name), spec->classes,
                             spec->class_count);
    } else if (spec->type == TYPE_YES_NO) {
        wrong_kind(p, node, spec, name);
    } else {
        not_a_number(p, node, spec, name);
    }
    return false;
}

bool dossier_value(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                   const char *name, bool term, int64_t *value, uint8_t *presence) {
    bool is_number = spec->type != TYPE_YES_NO && spec->type != TYPE_CLASS;
    *presence = CAQES_PRESENT;
    if (node->kind == JSON_NUMBER && is_number) return dossier_number(p, node, spec, name, value);
    if (node->kind == JSON_STRING) return text_value(p, node, spec, name, term, value, presence);
    if (node->kind == JSON_NULL) {
        *presence = CAQES_NULL;
        if (!term) return true;
        dossier_fault_value(p, node, "D138", "a contract has a value, or leaves the key out",
                            "\"%s\" is a term of the contract: it cannot be null", name);
        return false;
    }
    wrong_kind(p, node, spec, name);
    return false;
}

bool dossier_total(struct dossier_parse *p, const struct json_node *node, const struct value_spec *spec,
                   const char *name, caqes_int128 total, int64_t *value) {
    bool fits = total >= INT64_MIN && total <= INT64_MAX;
    *value = fits ? (int64_t)total : 0;
    if (fits && in_bounds(spec, *value)) return true;
    name = arena_format(p->scratch, "%s, all EG together", name);
    if (fits) {
        out_of_bounds(p, node, spec, name, *value);
    } else {
        too_large(p, node, spec, name);
    }
    return false;
}
