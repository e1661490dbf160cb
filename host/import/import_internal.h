/* SPDX-License-Identifier: MIT
 *
 * import_internal.h: what the files of the import share: import.c takes cells, mapping.c says which go where, and
 * import_write.c makes dossiers of them. */
#ifndef CAQES_HOST_IMPORT_INTERNAL_H
#define CAQES_HOST_IMPORT_INTERNAL_H

#include "host/base/csv.h"
#include "host/import/import.h"
#include "host/import/target.h"

/* What a table says of where its values come from; each may be NULL. */
struct import_origin {
    const char *producer, *period, *extraction;
};

/* A value that was taken. */
struct import_fact {
    const struct import_target *target;
    const char *json;
    const struct import_origin *origin;
    struct place place;
    bool in_conflict; /* two cells differ: none counts */
};

struct import_entry {
    const char *finess;
    struct import_fact *facts;
    uint32_t count, capacity;
};

struct import {
    const struct campaign *campaign;
    struct arena *arena;
    struct diag *diag;
    struct import_entry *entries;
    uint32_t count, capacity;
    uint32_t *buckets, bucket_count; /* of the entries, by FINESS: entry + 1 */
    const char **files;
    uint32_t file_count, file_capacity;
};

/* A column, or a key of a table with a value a row, and where it goes. */
struct import_column {
    const char *name;
    struct import_target target;
    struct place place; /* in the mapping */
    bool found;
};

struct import_table {
    const char *file, *sheet, *finess; /* finess: the name of its column */
    uint32_t head;
    struct import_origin origin;
    struct import_column *columns;
    uint32_t column_count;
    const char *key, *value; /* of a table with a value a row: names of columns; else NULL */
    struct place place;
};

/* Reads a table and takes its cells. False after messages when it cannot be read. */
bool import_table_take(struct import *i, struct import_table *t);

/* The tables of a mapping, taken one after the other. False after messages. */
bool import_mapping_take(struct import *i, const char *file);

#endif
