/* SPDX-License-Identifier: MIT
 *
 * config_file.h: a configuration file as a tree of settings, each with its line and column. libconfig
 * parses; the text lends the places and the exact digits (config_source.h). Reading a file adds its
 * bytes to the digest, so the digest covers files in the order they are read.
 *
 * Meaning errors never stop the reading: a reader compares diag->errors before and after.
 *
 * C301 cannot be read, C302 syntax, C303 unknown setting, C304 missing setting, C305 wrong type,
 * C306 wrong format, C307 wrong value, C308 given twice, C309 unknown name. */
#ifndef CAQES_HOST_CONFIG_FILE_H
#define CAQES_HOST_CONFIG_FILE_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/base/digest.h"

#include <sodium.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct setting;

struct conf_reader {
    struct arena *arena;
    struct diag *diag;
    crypto_hash_sha256_state digest;
    char sha256[DIGEST_TEXT]; /* of the last file read, alone */
    /* When set, the bytes of every file that is read from then on are shown to it before they are parsed; false, after
     * a message, when they are not to be. */
    bool (*guard)(struct conf_reader *r, const char *file, const struct setting *from, const char *bytes,
                  size_t length);
    const void *guard_context;
};

enum setting_kind {
    SETTING_TEXT,
    SETTING_INTEGER,
    SETTING_FLOAT, /* never accepted: rates and euros are texts, read exactly */
    SETTING_BOOLEAN,
    SETTING_LIST, /* ( ... ) or [ ... ] */
    SETTING_GROUP,
    SETTING_ANY /* in a conf_key only: its reader checks the type */
};

struct setting {
    enum setting_kind kind;
    const char *name; /* NULL for an element of a list, and for the file itself */
    struct place name_place, place;
    const char *text; /* SETTING_TEXT: its characters; others: as written, "" for lists and groups */
    int64_t integer;
    bool boolean;
    const struct setting *children;
    uint32_t count;
};

/* Opens the reader: an empty digest. */
void conf_open(struct conf_reader *r, struct arena *arena, struct diag *diag);

/* The digest of all files read so far, in hexadecimal; the reader can go on. */
void conf_digest(const struct conf_reader *r, char hexadecimal[65]);

/* Reads a file named by `from` (NULL: by the command line). NULL after a message. */
const struct setting *conf_read(struct conf_reader *r, const char *file, const struct setting *from);

/* The same for text in memory. */
const struct setting *conf_parse(struct conf_reader *r, const char *file, const char *text, size_t length);

/* A path written in a file, relative to that file, as the program can open it. */
const char *conf_path(struct conf_reader *r, const char *file, const char *path);

/* ---- Checks ---- */

struct conf_key {
    const char *name;
    enum setting_kind kind;
    bool required;
};

/* True when the file is of this format and version; else says so, and no other check is of use. */
bool conf_is_format(struct conf_reader *r, const struct setting *root, const char *format);

/* Checks a group against the settings it may hold. out[i] is the setting of keys[i], NULL when it is
 * absent or of a wrong type. Texts are never empty. */
void conf_fields(struct conf_reader *r, const struct setting *group, const struct conf_key *keys, uint32_t count,
                 const struct setting **out);

/* An element of a list that must be of this kind, or NULL after a message. */
const struct setting *conf_element(struct conf_reader *r, const struct setting *list, uint32_t i,
                                   enum setting_kind kind);

/* Index of a text among known names; -1 after a message (C309) that calls it a `what` and gives the
 * nearest one. */
int32_t conf_choice(struct conf_reader *r, const struct setting *s, const char *what, const char *const *known,
                    uint32_t count);

/* A text that the program itself refers to: a-z, 0-9 and _. */
bool conf_code(struct conf_reader *r, const struct setting *s);

/* An integer within bounds. */
bool conf_integer(struct conf_reader *r, const struct setting *s, int64_t min, int64_t max, int64_t *out);

/* Reports a fault at the value of a setting, or at its name. */
void conf_fault(struct conf_reader *r, const struct setting *at, const char *code, const char *mend, const char *format,
                ...) __attribute__((format(printf, 5, 6)));
void conf_fault_name(struct conf_reader *r, const struct setting *at, const char *code, const char *mend,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));
void conf_warn(struct conf_reader *r, const struct setting *at, const char *code, const char *mend, const char *format,
               ...) __attribute__((format(printf, 5, 6)));

/* "write "x", the nearest known name", or the whole list when none is near or there is no name. */
const char *conf_mend_name(struct conf_reader *r, const char *name, const char *const *known, uint32_t count);

#endif
