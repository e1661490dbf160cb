/* SPDX-License-Identifier: MIT
 *
 * json_cut.h: a long JSON document cut into its parts, so that each can be parsed alone: results of a campaign are
 * larger than a parser should hold. Only brackets and quotes are looked at; what a part says is for the parser to
 * judge. */
#ifndef CAQES_HOST_JSON_CUT_H
#define CAQES_HOST_JSON_CUT_H

#include <stdbool.h>
#include <stddef.h>

struct json_span {
    const char *start;
    size_t length;
};

/* Skips blanks; the next value up to `end`, after which *at then is. False when there is none, or it is not closed. */
bool json_cut_value(const char **at, const char *end, struct json_span *value);

/* Walks an object or an array: *at is its first byte, then what was left off. A key is given without its quotes, and
 * empty in an array. False at the closing bracket, and at what cannot be cut: *closed tells which. */
bool json_cut_part(const char **at, const char *end, struct json_span *key, struct json_span *value, bool *closed);

#endif
