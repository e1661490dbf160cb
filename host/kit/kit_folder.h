/* SPDX-License-Identifier: MIT
 *
 * kit_folder.h: a folder made from templates. In a template, `@NAME@` (capitals and "_" between two "@") stands for a
 * value; in a *.json it is escaped, unless it is JSON itself. The folder appears whole or not at all. */
#ifndef CAQES_HOST_KIT_FOLDER_H
#define CAQES_HOST_KIT_FOLDER_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>

/* What a placeholder stands for. */
struct kit_value {
    const char *name, *text;
    bool json; /* already JSON */
};

struct kit_values {
    const struct kit_value *list;
    uint32_t count;
};

struct kit_folder {
    const char *path; /* what it will be */
    char *temporary;  /* what it is until kit_folder_close */
    struct arena *arena;
    struct diag *diag;
    bool failed;
};

/* Whether a folder can be made there: nothing is there, or an empty folder. */
bool kit_folder_is_free(const char *path);

/* Opens a folder beside where it will be. False after a message (S602). */
bool kit_folder_open(struct kit_folder *f, const char *path, struct arena *arena, struct diag *diag);

/* Adds all files of a template; S606 or S602 when one cannot be read or written. */
void kit_folder_add_template(struct kit_folder *f, const char *template, struct kit_values values);

/* Adds one file; its folder is there. */
void kit_folder_add(struct kit_folder *f, const char *name, const char *text);

/* The path of a file that was added, until the folder is closed. */
const char *kit_folder_file(const struct kit_folder *f, const char *name);

/* With `keep`, gives the folder its name; else, or when anything failed, removes it. True when it is there. */
bool kit_folder_close(struct kit_folder *f, bool keep);

/* A whole file, or NULL after a message (S606). */
const char *kit_read_file(const char *file, struct arena *arena, struct diag *diag);

#endif
