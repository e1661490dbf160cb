/* SPDX-License-Identifier: MIT
 *
 * json_writer.h: JSON appended to a growing buffer, in the order it is said. Used instead of a cJSON
 * tree because amounts are 64-bit integers, which cJSON's doubles do not hold, and because a tree for
 * each establishment would cost more than its evaluation. */
#ifndef CAQES_HOST_JSON_WRITER_H
#define CAQES_HOST_JSON_WRITER_H

#include "caqes/fraction.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Zero-initialise; pretty indents by two spaces. The text is bytes[0..length), not NUL-terminated. */
struct json_writer {
    char *bytes;
    size_t length, capacity;
    unsigned depth;
    bool pretty, comma, after_key;
};

void json_free(struct json_writer *w);

void json_begin(struct json_writer *w, char bracket); /* '{' or '[' */
void json_end(struct json_writer *w, char bracket);   /* '}' or ']' */
void json_key(struct json_writer *w, const char *key);
void json_string(struct json_writer *w, const char *text); /* NULL writes null */
void json_integer(struct json_writer *w, int64_t value);
void json_bool(struct json_writer *w, bool value);

/* A value already in JSON, as it is: a number that 64 bits may not hold. */
void json_token(struct json_writer *w, const char *token);

/* Members of the current object already in JSON, as they are: "\"a\": 1, \"b\": 2". */
void json_members(struct json_writer *w, const char *members);

/* An exact value as a string in lowest terms: "51/50". */
void json_fraction(struct json_writer *w, struct caqes_fraction value);

/* Ends a document: a line end, and the next value starts afresh. */
void json_end_line(struct json_writer *w);

/* Hands what is written so far to a stream, and forgets it. */
void json_flush(struct json_writer *w, FILE *stream);

/* For elements to be written apart from `place`, and put there later: the same depth and look. */
void json_apart(struct json_writer *w, const struct json_writer *place);

/* What was written apart, as the next elements here. */
void json_splice(struct json_writer *w, const struct json_writer *apart);

/* key and value in one call. */
void json_field(struct json_writer *w, const char *key, const char *text);
void json_field_integer(struct json_writer *w, const char *key, int64_t value);

#endif
