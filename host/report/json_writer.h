/* SPDX-License-Identifier: MIT
 *
 * json_writer.h: JSON appended to a growing buffer, in the order it is said. Used instead of a cJSON
 * tree because amounts are 64-bit integers, which cJSON's doubles do not hold, and because a tree for
 * each establishment would cost more than its evaluation. */
#ifndef CAQES_HOST_JSON_WRITER_H
#define CAQES_HOST_JSON_WRITER_H

#include "caqes/fraction.h"
#include "host/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Zero-initialise; pretty indents by two spaces. The text is bytes[0..length), not NUL-terminated. */
struct json_writer {
    char *bytes;
    size_t length, capacity;
    unsigned depth;
    bool pretty, comma, after_key;
};

void json_free(struct json_writer *w);
void json_grow(struct json_writer *w, size_t length);
void json_new_line(struct json_writer *w);

void json_begin(struct json_writer *w, char bracket);        /* '{' or '[' */
void json_end(struct json_writer *w, char bracket);          /* '}' or ']' */
void json_data_key(struct json_writer *w, const char *name); /* a key that comes from data, escaped */
void json_string(struct json_writer *w, const char *text);   /* NULL writes null */
void json_integer(struct json_writer *w, int64_t value);
void json_bool(struct json_writer *w, bool value);

/* A value already in JSON, as it is: a number that 64 bits may not hold. */
void json_token(struct json_writer *w, const char *token);

/* Members of the current object already in JSON, as they are: "\"a\": 1, \"b\": 2". */
void json_members(struct json_writer *w, const char *members);

/* An exact value as a string in lowest terms: "51/50". */
void json_fraction(struct json_writer *w, struct caqes_fraction value);

/* A string in JSON, apart from any writer, in the arena. */
const char *json_quoted(const char *text, struct arena *arena);

/* Ends a document: a line end, and the next value starts afresh. */
void json_end_line(struct json_writer *w);

/* Hands what is written so far to a stream, and forgets it. */
void json_flush(struct json_writer *w, FILE *stream);

/* For elements to be written apart from `place`, and put there later: the same depth and look. */
void json_apart(struct json_writer *w, const struct json_writer *place);

/* What was written apart, as the next elements here. */
void json_splice(struct json_writer *w, const struct json_writer *apart);

/* Room for `length` more bytes, and where they go. */
static inline char *json_room(struct json_writer *w, size_t length) {
    if (w->capacity - w->length < length) json_grow(w, length);
    return w->bytes + w->length;
}

static inline void json_append(struct json_writer *w, const char *bytes, size_t length) {
    memcpy(json_room(w, length), bytes, length);
    w->length += length;
}

/* Comma and indentation before an element of the current object or array. */
static inline void json_before_element(struct json_writer *w) {
    if (w->comma) json_append(w, ",", 1);
    if (w->pretty && w->depth > 0) json_new_line(w);
}

/* A key of the program's own: nothing to escape, and its length is known when it is compiled. */
static inline void json_key(struct json_writer *w, const char *key) {
    json_before_element(w);
    json_append(w, "\"", 1);
    json_append(w, key, strlen(key));
    json_append(w, "\": ", w->pretty ? 3 : 2);
    w->after_key = true;
}

/* key and value in one call. */
static inline void json_field(struct json_writer *w, const char *key, const char *text) {
    json_key(w, key);
    json_string(w, text);
}

static inline void json_field_integer(struct json_writer *w, const char *key, int64_t value) {
    json_key(w, key);
    json_integer(w, value);
}

#endif
