/* SPDX-License-Identifier: MIT */
#include "host/read/json_fault.h"

#include "host/base/text.h"
#include "host/read/json_source.h"

#include <string.h>

struct scan {
    const char *text;
    size_t length, at;
    uint32_t nodes;
    struct json_fault *fault;
};

static bool scan_value(struct scan *s, unsigned depth);

static bool fail(struct scan *s, enum json_fault_kind kind, size_t offset, const char *expected, const char *mend) {
    *s->fault = (struct json_fault){kind, offset, expected, mend};
    return false;
}

static bool cut(struct scan *s) { return fail(s, JSON_FAULT_CUT, s->length, NULL, NULL); }

static bool unexpected(struct scan *s, const char *expected, const char *mend) {
    if (s->at >= s->length) return cut(s);
    return fail(s, JSON_FAULT_SYNTAX, s->at, expected, mend);
}

static char current(const struct scan *s) { return s->at < s->length ? s->text[s->at] : '\0'; }

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static void skip_blanks(struct scan *s) {
    while (s->at < s->length && is_blank(s->text[s->at])) s->at++;
}

/* Four hexadecimal digits at `at`, or -1. */
static int32_t hex4(const struct scan *s, size_t at) {
    int32_t value = 0;
    size_t i;
    if (s->length - at < 4) return -1;
    for (i = at; i < at + 4; i++) {
        char c = s->text[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* An escape, at its backslash. A surrogate comes with its other half. */
static bool scan_escape(struct scan *s) {
    static const char expected[] = "an escape (\\n, \\\", \\u00e9...)";
    int32_t unit, other;
    size_t start = s->at++;
    if (s->at >= s->length) return cut(s);
    if (strchr("\"\\/bfnrt", s->text[s->at]) && s->text[s->at] != '\0') {
        s->at++;
        return true;
    }
    if (s->text[s->at] != 'u') return fail(s, JSON_FAULT_SYNTAX, start, expected, "write a backslash as \\\\");
    unit = hex4(s, s->at + 1);
    if (unit < 0) return fail(s, JSON_FAULT_SYNTAX, start, expected, NULL);
    s->at += 5;
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    other = s->length - s->at > 2 && s->text[s->at] == '\\' && s->text[s->at + 1] == 'u' ? hex4(s, s->at + 2) : -1;
    if (unit > 0xDBFF || other < 0xDC00 || other > 0xDFFF)
        return fail(s, JSON_FAULT_SYNTAX, start, "both halves of a surrogate pair", NULL);
    s->at += 6;
    return true;
}

/* A string, at its quote. */
static bool scan_string(struct scan *s) {
    s->at++;
    while (s->at < s->length) {
        unsigned char c = (unsigned char)s->text[s->at];
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c < 0x20)
            return fail(s, JSON_FAULT_SYNTAX, s->at, "the end of a text, or an escape such as \\n",
                        "close the quotes on the line that opens them");
        if (c != '\\') {
            s->at++;
        } else if (!scan_escape(s)) {
            return false;
        }
    }
    return cut(s);
}

static size_t skip_digits(struct scan *s) {
    size_t start = s->at;
    while (current(s) >= '0' && current(s) <= '9') s->at++;
    return s->at - start;
}

/* True when what follows a number or literal could: a blank, an end, a comma. */
static bool ends_well(const struct scan *s) {
    char c = current(s);
    return s->at >= s->length || is_blank(c) || (c != '\0' && strchr(",:[]{}", c) != NULL);
}

static bool scan_number(struct scan *s) {
    size_t start = s->at;
    if (current(s) == '-') s->at++;
    if (current(s) == '0' && s->at + 1 < s->length && s->text[s->at + 1] >= '0' && s->text[s->at + 1] <= '9')
        return fail(s, JSON_FAULT_SYNTAX, start, "a number without leading zero",
                    "a code that starts with 0, such as a FINESS, is text: put it between quotes");
    if (skip_digits(s) == 0) return unexpected(s, "a digit", NULL);
    if (current(s) == '.') {
        s->at++;
        if (skip_digits(s) == 0) return unexpected(s, "a digit", NULL);
    }
    if (current(s) == 'e' || current(s) == 'E') {
        s->at++;
        if (current(s) == '+' || current(s) == '-') s->at++;
        if (skip_digits(s) == 0) return unexpected(s, "a digit", NULL);
    }
    return ends_well(s) || fail(s, JSON_FAULT_SYNTAX, start, "a number", "text, and dates, stand between quotes");
}

static bool scan_literal(struct scan *s, const char *literal) {
    size_t start = s->at, length = strlen(literal), left = s->length - s->at;
    if (left < length && memcmp(s->text + start, literal, left) == 0) return cut(s);
    if (left >= length && memcmp(s->text + start, literal, length) == 0) {
        s->at += length;
        if (ends_well(s)) return true;
    }
    return fail(s, JSON_FAULT_SYNTAX, start, "a value", "put text between quotes");
}

/* One member of an object, at its key. */
static bool scan_member(struct scan *s, unsigned depth, bool first) {
    if (current(s) != '"') {
        char c = current(s);
        bool digit = !first && c >= '0' && c <= '9';
        return unexpected(s, "a key between quotes",
                          digit      ? "if the comma is a decimal one, write a point: 1.5"
                          : c == '}' ? "remove the comma before this brace"
                                     : NULL);
    }
    if (!scan_string(s)) return false;
    skip_blanks(s);
    if (current(s) != ':') return unexpected(s, "\":\"", NULL);
    s->at++;
    return scan_value(s, depth + 1);
}

/* A container, at its bracket. Objects and arrays differ by what is between the commas. */
static bool scan_container(struct scan *s, unsigned depth, char close) {
    bool object = close == '}', first = true;
    if (depth > JSON_MAX_DEPTH) return fail(s, JSON_FAULT_DEEP, s->at, NULL, NULL);
    s->at++;
    skip_blanks(s);
    if (current(s) == close) {
        s->at++;
        return true;
    }
    for (;; first = false) {
        skip_blanks(s);
        if (object ? !scan_member(s, depth, first) : !scan_value(s, depth + 1)) return false;
        skip_blanks(s);
        if (current(s) == close) break;
        if (current(s) != ',') return unexpected(s, object ? "\",\" or \"}\"" : "\",\" or \"]\"", NULL);
        s->at++;
    }
    s->at++;
    return true;
}

static bool scan_value(struct scan *s, unsigned depth) {
    char c;
    skip_blanks(s);
    if (s->nodes++ == JSON_MAX_NODES) return fail(s, JSON_FAULT_TOO_MANY, s->at, NULL, NULL);
    c = current(s);
    switch (c) {
    case '{': return scan_container(s, depth, '}');
    case '[': return scan_container(s, depth, ']');
    case '"': return scan_string(s);
    case 't': return scan_literal(s, "true");
    case 'f': return scan_literal(s, "false");
    case 'n': return scan_literal(s, "null");
    default: break;
    }
    if (c == '-' || (c >= '0' && c <= '9')) return scan_number(s);
    return unexpected(s, "a value",
                      c == ']'    ? "remove the comma before this bracket"
                      : c == '\'' ? "use double quotes"
                                  : NULL);
}

bool json_fault_find(const char *text, size_t length, struct json_fault *out) {
    struct scan s = {text, length, 0, 0, out};
    size_t bad;
    char first;
    if (!utf8_check(text, length, &bad)) return !fail(&s, JSON_FAULT_UTF8, bad, NULL, NULL);
    skip_blanks(&s);
    first = current(&s);
    if (s.at < length && first != '{') return !fail(&s, JSON_FAULT_NOT_OBJECT, s.at, NULL, NULL);
    if (!scan_value(&s, 1)) return true;
    skip_blanks(&s);
    return s.at < length && !fail(&s, JSON_FAULT_TRAILING, s.at, NULL, NULL);
}
