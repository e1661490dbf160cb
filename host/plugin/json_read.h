/* SPDX-License-Identifier: MIT
 *
 * json_read.h: reads a JSON document field by field and reports everything wrong with it in one pass,
 * each fault with its line, its path (inputs[3].type) and its text. A reader function that fails has
 * reported, and gives NULL, false or -1; the caller goes on with the next field. */
#ifndef CAQES_HOST_JSON_READ_H
#define CAQES_HOST_JSON_READ_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_MAX_ELEMENTS 4096 /* of one array: bounds every search among names */
#define JSON_MAX_NAME 64       /* characters of a name or code */
#define JSON_MAX_TEXT 2000     /* bytes of a text */

struct json_reader {
    const char *text;
    size_t length;
    const char *file;
    cJSON *root;
    struct arena *arena;
    struct diag *diag;
    uint32_t faults;
    uint32_t messages; /* faults and warnings */
};

/* The keys of one sort of object: the only place where the parser has them. */
struct json_key {
    const char *name;
    bool required;
    const char *expected; /* "a text in French" */
};
struct json_shape {
    const char *name; /* of the object in messages, and of its definition in the schema */
    const struct json_key *keys;
    size_t count;
};

/* Checks and reads a text. False after one message; on true, json_close must be called. */
bool json_open(struct json_reader *r, const char *text, size_t length, const char *file, struct arena *arena,
               struct diag *diag);
void json_close(struct json_reader *r);

/* Reports a fault of the value `at`. `text` follows the path of the value; `mend` may be NULL. */
void json_fault(struct json_reader *r, const cJSON *at, const char *code, const char *mend, const char *text, ...)
    __attribute__((format(printf, 5, 6)));

/* The same as a warning, which refuses nothing. */
void json_warn(struct json_reader *r, const cJSON *at, const char *code, const char *mend, const char *text, ...)
    __attribute__((format(printf, 5, 6)));

/* True when `item` is an object, after reporting unknown, repeated and missing keys. */
bool json_object(struct json_reader *r, const cJSON *item, const struct json_shape *shape);

const cJSON *json_member(const cJSON *object, const char *key);

/* Length of a member that is an array; 0 when it is absent, or faulty and reported. */
uint32_t json_array(struct json_reader *r, const cJSON *object, const char *key);

/* A string that is not empty and holds no control character, copied; NULL when absent or faulty. */
const char *json_text(struct json_reader *r, const cJSON *object, const char *key);
const char *json_text_item(struct json_reader *r, const cJSON *item);

/* How a name may be written. */
enum json_name { JSON_CODE /* [A-Z0-9_]+ */, JSON_NAME /* [a-z0-9_]+ */, JSON_VALUE /* [A-Za-z0-9_]+ */ };
const char *json_name(struct json_reader *r, const cJSON *object, const char *key, enum json_name style);
const char *json_name_item(struct json_reader *r, const cJSON *item, enum json_name style);

/* Index of a string among known words, or -1 after naming the nearest. `what`: "a type". */
int32_t json_word(struct json_reader *r, const cJSON *item, const char *const *words, size_t count, const char *what);

/* A list of known words, each once, as bits: bit n is word n. 0 also when the list is absent, empty or faulty. */
uint32_t json_words(struct json_reader *r, const cJSON *object, const char *key, const char *const *words, size_t count,
                    const char *what);

/* True or false; false when it is absent or faulty. */
bool json_flag(struct json_reader *r, const cJSON *object, const char *key);

/* Reports a word that is none of the known ones; `code` is that of the message. */
void json_unknown(struct json_reader *r, const cJSON *item, const char *code, const char *const *known, size_t count,
                  const char *what);

/* A plain whole number between two bounds. */
bool json_whole(struct json_reader *r, const cJSON *object, const char *key, uint32_t least, uint32_t most,
                uint32_t *out);

/* An exact decimal between quotes, as an integer at `decimals`. */
bool json_decimal(struct json_reader *r, const cJSON *item, unsigned decimals, int64_t *out);

#endif
