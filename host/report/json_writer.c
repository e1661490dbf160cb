/* SPDX-License-Identifier: MIT */
#include "host/report/json_writer.h"

#include "host/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void json_free(struct json_writer *w) {
    free(w->bytes);
    memset(w, 0, sizeof *w);
}

void json_grow(struct json_writer *w, size_t length) {
    size_t capacity = w->capacity ? w->capacity * 2 : 4096;
    while (capacity - w->length < length) capacity *= 2;
    w->bytes = memory_grow(w->bytes, capacity, 1);
    w->capacity = capacity;
}

static void json_raw(struct json_writer *w, const char *text) { json_append(w, text, strlen(text)); }

void json_end_line(struct json_writer *w) {
    json_append(w, "\n", 1);
    w->comma = w->after_key = false;
}

void json_flush(struct json_writer *w, FILE *stream) {
    if (w->length > 0) fwrite(w->bytes, 1, w->length, stream);
    w->length = 0;
}

void json_apart(struct json_writer *w, const struct json_writer *place) {
    w->depth = place->depth;
    w->pretty = place->pretty;
    w->comma = w->after_key = false;
}

void json_splice(struct json_writer *w, const struct json_writer *apart) {
    if (apart->length == 0) return;
    if (w->comma) json_append(w, ",", 1);
    json_append(w, apart->bytes, apart->length);
    w->comma = apart->comma;
}

void json_new_line(struct json_writer *w) {
    unsigned i;
    json_append(w, "\n", 1);
    for (i = 0; i < w->depth; i++) json_append(w, "  ", 2);
}

static void before_value(struct json_writer *w) {
    if (!w->after_key) json_before_element(w);
    w->after_key = false;
    w->comma = true;
}

void json_begin(struct json_writer *w, char bracket) {
    before_value(w);
    json_append(w, &bracket, 1);
    w->depth++;
    w->comma = false;
}

void json_end(struct json_writer *w, char bracket) {
    w->depth--;
    if (w->pretty && w->comma) json_new_line(w);
    json_append(w, &bracket, 1);
    w->comma = true;
}

/* A byte that JSON does not take as it is; where what follows it goes. */
static char *escape(char *to, unsigned char byte) {
    static const char digits[] = "0123456789abcdef";
    *to++ = '\\';
    if (byte == '"' || byte == '\\') {
        *to++ = (char)byte;
        return to;
    }
    memcpy(to, "u00", 3);
    to[3] = digits[byte >> 4];
    to[4] = digits[byte & 15];
    return to + 5;
}

enum { WORD = sizeof(uint64_t), LONGEST_ESCAPE = 6, QUOTES = 2 };

/* True when one of eight bytes is a control, a quote or a backslash. */
static bool any_to_escape(uint64_t bytes) {
    const uint64_t ones = UINT64_MAX / 0xFF, high = ones * 0x80;
    uint64_t quotes = bytes ^ ones * '"', backslashes = bytes ^ ones * '\\';
    return (((bytes - ones * 0x20) & ~bytes) | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) &
           high;
}

/* Four to seven bytes, as two halves that overlap, when nothing in them is to be escaped; where what follows goes. */
static char *put_short(char *to, const char *text, size_t length) {
    uint32_t head, tail;
    memcpy(&head, text, sizeof head);
    memcpy(&tail, text + length - sizeof tail, sizeof tail);
    if (any_to_escape((uint64_t)head << 32 | tail)) return NULL;
    memcpy(to, &head, sizeof head);
    memcpy(to + length - sizeof tail, &tail, sizeof tail);
    return to + length;
}

/* Most of what is written are strings: eight bytes at a time, into room for the worst. */
static char *put_string(char *to, const char *text, size_t length) {
    const char *end = text + length;
    char *after;
    uint64_t bytes;
    *to++ = '"';
    for (; end - text >= WORD; text += WORD, to += WORD) {
        memcpy(&bytes, text, WORD);
        if (any_to_escape(bytes)) break;
        memcpy(to, &bytes, WORD);
    }
    if (end - text >= WORD / 2 && end - text < WORD && (after = put_short(to, text, (size_t)(end - text)))) {
        to = after;
        text = end;
    }
    for (; text < end; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            *to++ = (char)byte;
        } else {
            to = escape(to, byte);
        }
    }
    *to++ = '"';
    return to;
}

static void append_string(struct json_writer *w, const char *text) {
    size_t length = strlen(text);
    w->length = (size_t)(put_string(json_room(w, length * LONGEST_ESCAPE + QUOTES), text, length) - w->bytes);
}

void json_data_key(struct json_writer *w, const char *name) {
    json_before_element(w);
    append_string(w, name);
    json_append(w, ": ", w->pretty ? 2 : 1);
    w->after_key = true;
}

void json_string(struct json_writer *w, const char *text) {
    before_value(w);
    if (text) {
        append_string(w, text);
    } else {
        json_raw(w, "null");
    }
}

void json_integer(struct json_writer *w, int64_t value) {
    before_value(w);
    w->length = (size_t)(int128_text(value, json_room(w, INT128_TEXT)) - w->bytes);
}

void json_bool(struct json_writer *w, bool value) {
    before_value(w);
    json_raw(w, value ? "true" : "false");
}

void json_token(struct json_writer *w, const char *token) {
    before_value(w);
    json_raw(w, token);
}

void json_members(struct json_writer *w, const char *members) {
    json_before_element(w);
    json_raw(w, members);
    w->comma = true;
}

void json_fraction(struct json_writer *w, struct caqes_fraction value) {
    char *to;
    before_value(w);
    to = json_room(w, FRACTION_TEXT + QUOTES);
    *to++ = '"';
    to = fraction_text(value, to);
    *to++ = '"';
    w->length = (size_t)(to - w->bytes);
}

const char *json_quoted(const char *text, struct arena *arena) {
    struct json_writer w = {0};
    const char *kept;
    json_string(&w, text);
    kept = arena_copy(arena, w.bytes, w.length);
    json_free(&w);
    return kept;
}
