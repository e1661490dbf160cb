/* SPDX-License-Identifier: MIT
 *
 * json_source.h: one JSON document as a flat array of nodes, by simdjson. A node is followed by its
 * descendants, so a walk is a loop over an array. Every value of the document is read and checked:
 * numbers against the JSON grammar (they stay text, never a double), literals, escapes, UTF-8, depth.
 * What it refuses is explained by json_fault.h, which reads the document again at leisure. */
#ifndef CAQES_HOST_JSON_SOURCE_H
#define CAQES_HOST_JSON_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that must be readable after a document. */
#define JSON_PADDING 64

/* A dossier needs six levels; a document past this depth is not one. */
#define JSON_MAX_DEPTH 16

/* Values in one document. Bounds the work that keys made to collide could ask for. */
#define JSON_MAX_NODES (1U << 16)

/* The largest document. */
#define JSON_MAX_BYTES (16U << 20)

enum json_kind { JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL };

struct json_node {
    const char *key;  /* unescaped, not NUL-terminated; NULL in an array and at the root */
    const char *text; /* of a string, unescaped; of another scalar, as written; not NUL-terminated */
    uint32_t key_length, text_length;
    uint32_t key_hash;           /* name_hash of the key */
    uint32_t key_offset, offset; /* in the document: the key's quote, the value's first byte */
    uint32_t span;               /* nodes of this value: 1, and its descendants */
    uint32_t twin;               /* index of an earlier key of the same object with the same text; 0: none */
    enum json_kind kind;
};

/* Walks the children of a container. */
#define JSON_EACH(child, parent)                                                                                       \
    for (const struct json_node *child = (parent) + 1, *child##_end = (parent) + (parent)->span; child < child##_end;  \
         child += child->span)

struct json_source;

struct json_source *json_source_create(void);
void json_source_destroy(struct json_source *s);

/* Parses a document whose root is an object. Returns its nodes, the root first, valid with their texts
 * until the next call; NULL when the document is refused. *twins is the number of keys that are there
 * twice. JSON_PADDING bytes after `text + length` must be readable; the first of them must be neither
 * '}' nor ']' (a line end, or 0). */
const struct json_node *json_source_parse(struct json_source *s, const char *text, size_t length, uint32_t *twins);

#ifdef __cplusplus
}
#endif

#endif
