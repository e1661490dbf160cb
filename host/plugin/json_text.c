/* SPDX-License-Identifier: MIT */
#include "host/plugin/json_text.h"

#include "host/base/text.h"

#include <string.h>

/* What may come next. */
enum expect { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, COMMA_OR_END, NOTHING };

static const char *const expectations[] = {
    [VALUE] = "a value",
    [VALUE_OR_END] = "a value or \"]\"",
    [KEY] = "a key between quotes (a comma may not be the last character of an object)",
    [KEY_OR_END] = "a key between quotes, or \"}\"",
    [COLON] = "\":\"",
    [COMMA_OR_END] = "\",\" or the end of the object or array",
    [NOTHING] = "nothing after the value",
};

struct walk {
    const char *text;
    size_t length, at; /* of the next token */
    enum expect expect;
    unsigned depth;
    uint32_t objects;      /* bit d: the container at depth d is an object */
    size_t values;         /* begun so far */
    struct json_span last; /* value begun last */
    size_t key;
    bool has_key;
    struct json_text_fault *fault;
};

static bool refuse(struct walk *w, size_t offset, const char *what, const char *expected) {
    *w->fault = (struct json_text_fault){"P204", offset, what, expected};
    return false;
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/* Length of the escape at `at`, 0 when there is no such escape. */
static size_t escape_length(const struct walk *w, size_t at) {
    size_t i;
    if (at + 1 >= w->length) return 0;
    if (w->text[at + 1] != 'u') return strchr("\"\\/bfnrt", w->text[at + 1]) && w->text[at + 1] != '\0' ? 2 : 0;
    if (at + 6 > w->length) return 0;
    for (i = at + 2; i < at + 6; i++)
        if (!is_hex(w->text[i])) return 0;
    return 6;
}

/* Passes a string whose opening quote is at w->at. */
static bool pass_string(struct walk *w) {
    size_t start = w->at, i = start + 1;
    while (i < w->length && w->text[i] != '"') {
        size_t step = 1;
        if ((unsigned char)w->text[i] < 0x20)
            return refuse(w, i, "control character in a string",
                          "the closing quote on the same line, or an escape such as \\n");
        if (w->text[i] == '\\') {
            step = escape_length(w, i);
            if (step == 0)
                return refuse(w, i, "unknown escape in a string", "\\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX");
            if (step == 6 && memcmp(w->text + i + 2, "0000", 4) == 0)
                return refuse(w, i, "\\u0000 in a string", "a character");
        }
        i += step;
    }
    if (i >= w->length) return refuse(w, start, "string without an end", "a closing quote");
    w->at = i + 1;
    return true;
}

static size_t pass_digits(const struct walk *w, size_t i) {
    while (i < w->length && w->text[i] >= '0' && w->text[i] <= '9') i++;
    return i;
}

/* Passes a number: -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)? */
static bool pass_number(struct walk *w) {
    static const char *const expected = "a number such as 2018 or -1";
    size_t start = w->at, i = start, digits;
    if (w->text[i] == '-') i++;
    digits = i;
    i = pass_digits(w, i);
    if (i == digits || (w->text[digits] == '0' && i > digits + 1))
        return refuse(w, start, "badly written number", expected);
    if (i < w->length && w->text[i] == '.') {
        digits = ++i;
        i = pass_digits(w, i);
        if (i == digits) return refuse(w, start, "badly written number", expected);
    }
    if (i < w->length && (w->text[i] == 'e' || w->text[i] == 'E')) {
        i++;
        if (i < w->length && (w->text[i] == '+' || w->text[i] == '-')) i++;
        digits = i;
        i = pass_digits(w, i);
        if (i == digits) return refuse(w, start, "badly written number", expected);
    }
    w->at = i;
    return true;
}

static bool pass_word(struct walk *w) {
    static const char *const words[] = {"true", "false", "null"};
    size_t i;
    for (i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if (w->length - w->at >= n && memcmp(w->text + w->at, words[i], n) == 0) {
            w->at += n;
            return true;
        }
    }
    return refuse(w, w->at, "unexpected character", expectations[w->expect]);
}

static void after_value(struct walk *w) { w->expect = w->depth == 0 ? NOTHING : COMMA_OR_END; }

static bool open_container(struct walk *w, bool object) {
    if (w->depth == JSON_MAX_DEPTH) {
        *w->fault = (struct json_text_fault){"P203", w->at, "objects and arrays nested too deep", "at most 16 levels"};
        return false;
    }
    w->depth++;
    w->objects = object ? w->objects | (1U << w->depth) : w->objects & ~(1U << w->depth);
    w->expect = object ? KEY_OR_END : VALUE_OR_END;
    w->at++;
    return true;
}

/* Passes a value, or the opening of a container. */
static bool pass_value(struct walk *w) {
    char c = w->text[w->at];
    size_t start = w->at;
    w->values++;
    w->last = (struct json_span){start, 1, w->has_key ? w->key : start};
    w->has_key = false;
    if (c == '{' || c == '[') return open_container(w, c == '{');
    if (c == '"') {
        if (!pass_string(w)) return false;
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        if (!pass_number(w)) return false;
    } else if (!pass_word(w)) {
        return false;
    }
    w->last.length = w->at - start;
    after_value(w);
    return true;
}

/* Passes what is neither a value nor the end of the text: a key, punctuation, an end of container. */
static bool pass_punctuation(struct walk *w) {
    char c = w->text[w->at];
    bool object = (w->objects >> w->depth) & 1U;
    if ((c == '}' || c == ']') && w->depth > 0 && object == (c == '}') &&
        (w->expect == COMMA_OR_END || w->expect == (object ? KEY_OR_END : VALUE_OR_END))) {
        w->depth--;
        w->at++;
        after_value(w);
        return true;
    }
    if (c == ',' && w->expect == COMMA_OR_END) {
        w->at++;
        w->expect = object ? KEY : VALUE;
        return true;
    }
    if (c == ':' && w->expect == COLON) {
        w->at++;
        w->expect = VALUE;
        return true;
    }
    if (c == '"' && (w->expect == KEY || w->expect == KEY_OR_END)) {
        w->key = w->at;
        w->has_key = true;
        w->expect = COLON;
        return pass_string(w);
    }
    return refuse(w, w->at, "unexpected character", expectations[w->expect]);
}

static void pass_space(struct walk *w) {
    while (w->at < w->length && w->text[w->at] != '\0' && strchr(" \t\r\n", w->text[w->at])) w->at++;
}

/* Passes one token. False at the end of a whole text, and on a fault (then fault->code is set). */
static bool pass_token(struct walk *w) {
    bool wants_value;
    pass_space(w);
    if (w->at == w->length) {
        if (w->expect != NOTHING) refuse(w, w->at, "the text ends too early", expectations[w->expect]);
        return false;
    }
    wants_value = w->expect == VALUE || (w->expect == VALUE_OR_END && w->text[w->at] != ']');
    return wants_value ? pass_value(w) : pass_punctuation(w);
}

bool json_text_check(const char *text, size_t length, struct json_text_fault *fault) {
    struct walk w = {.text = text, .length = length, .fault = fault};
    size_t bad;
    memset(fault, 0, sizeof *fault);
    if (!utf8_check(text, length, &bad)) {
        *fault = (struct json_text_fault){"P201", bad, "not UTF-8", "a file saved as UTF-8"};
        return false;
    }
    while (pass_token(&w)) {
    }
    return fault->code == NULL;
}

struct json_span json_text_value(const char *text, size_t length, size_t index) {
    struct json_text_fault fault = {0};
    struct walk w = {.text = text, .length = length, .fault = &fault};
    while (w.values <= index && pass_token(&w)) {
    }
    return w.last;
}

struct place json_text_place(const char *text, size_t offset, const char *file) {
    struct place place = {file, 1, 1};
    size_t i;
    for (i = 0; i < offset; i++) {
        place.column++;
        if (text[i] != '\n') continue;
        place.line++;
        place.column = 1;
    }
    return place;
}
