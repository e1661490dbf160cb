/* SPDX-License-Identifier: MIT
 *
 * json_find.h: members of a parsed document by their key; see json_source.h. A NULL object has none. */
#ifndef CAQES_HOST_JSON_FIND_H
#define CAQES_HOST_JSON_FIND_H

#include "host/base/arena.h"
#include "host/read/json_source.h"

#include <string.h>

static inline const struct json_node *json_find(const struct json_node *object, const char *key) {
    size_t length = strlen(key);
    if (!object || object->kind != JSON_OBJECT) return NULL;
    JSON_EACH(child, object)
    if (child->key_length == length && memcmp(child->key, key, length) == 0) return child;
    return NULL;
}

/* Whether a scalar has this text; a string and a number of the same text are not told apart. */
static inline bool json_is(const struct json_node *n, const char *text) {
    return n && n->text && n->text_length == strlen(text) && memcmp(n->text, text, n->text_length) == 0;
}

/* Whether two scalars have the same text; nothing and nothing have. */
static inline bool json_same(const struct json_node *a, const struct json_node *b) {
    if (!a || !b) return a == b;
    return a->text && b->text && a->text_length == b->text_length && memcmp(a->text, b->text, a->text_length) == 0;
}

/* The text of a scalar, or NULL. */
static inline const char *json_copy(const struct json_node *n, struct arena *arena) {
    return n && n->text ? arena_copy(arena, n->text, n->text_length) : NULL;
}

/* The element of an array of objects whose `key` has the same text as `named`, or NULL. */
static inline const struct json_node *json_element(const struct json_node *array, const char *key,
                                                   const struct json_node *named) {
    if (!array || array->kind != JSON_ARRAY || !named) return NULL;
    JSON_EACH(child, array) if (json_find(child, key) && json_same(json_find(child, key), named)) return child;
    return NULL;
}

#endif
