/* SPDX-License-Identifier: MIT
 *
 * json_text.h: JSON as text, before it is a tree. cJSON accepts more than JSON is (control characters
 * in strings, "\u0000" that cuts them short, numbers such as 01 or 1.), recurses as deep as it is
 * asked to, and forgets where a value stood. This walk refuses the first, bounds the second, and
 * answers the third. */
#ifndef CAQES_HOST_JSON_TEXT_H
#define CAQES_HOST_JSON_TEXT_H

#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_MAX_DEPTH 16

/* What is wrong with a text, and where. All strings are literals. */
struct json_text_fault {
    const char *code; /* P201 UTF-8, P203 depth, P204 syntax */
    size_t offset;
    const char *what, *expected;
};

/* True when the text is one JSON value, in UTF-8, at most JSON_MAX_DEPTH deep. */
bool json_text_check(const char *text, size_t length, struct json_text_fault *fault);

/* Where a value stands in a checked text. */
struct json_span {
    size_t offset, length; /* of an object or array: its first byte */
    size_t key;            /* offset of its key; that of the value when it has none */
};

/* Span of value number `index`, counted from 0 in the order of the text: the root, its first member... */
struct json_span json_text_value(const char *text, size_t length, size_t index);

/* Line and column, from 1, of an offset. */
struct place json_text_place(const char *text, size_t offset, const char *file);

#endif
