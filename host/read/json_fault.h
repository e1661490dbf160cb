/* SPDX-License-Identifier: MIT
 *
 * json_fault.h: why and where a text is not one JSON object. Read only when json_source_parse has
 * refused it: a plain reader of the same grammar, so that the message can be exact, and a second opinion
 * for the tests, which require that the two always agree. */
#ifndef CAQES_HOST_JSON_FAULT_H
#define CAQES_HOST_JSON_FAULT_H

#include <stdbool.h>
#include <stddef.h>

enum json_fault_kind {
    JSON_FAULT_UTF8,       /* a byte that is not UTF-8 */
    JSON_FAULT_SYNTAX,     /* something else than JSON, see `expected` */
    JSON_FAULT_CUT,        /* the text ends before the document */
    JSON_FAULT_DEEP,       /* past JSON_MAX_DEPTH */
    JSON_FAULT_TRAILING,   /* something follows the document */
    JSON_FAULT_NOT_OBJECT, /* well-formed, but not an object */
    JSON_FAULT_TOO_MANY    /* more than JSON_MAX_NODES values */
};

struct json_fault {
    enum json_fault_kind kind;
    size_t offset;
    const char *expected; /* JSON_FAULT_SYNTAX: what the place could hold */
    const char *mend;     /* a likelier way to mend it, or NULL */
};

/* The first fault of a text; false when there is none. */
bool json_fault_find(const char *text, size_t length, struct json_fault *out);

#endif
