/* SPDX-License-Identifier: MIT
 *
 * follow_table.h: tables as an official reads them, before they are text, CSV, JSON, a workbook or a page. Whoever
 * makes a table says what each cell is; those who draw it decide how it looks. Cells are exact: whole numbers,
 * centimes, fractions. */
#ifndef CAQES_HOST_FOLLOW_TABLE_H
#define CAQES_HOST_FOLLOW_TABLE_H

#include "caqes/fraction.h"
#include "host/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum follow_kind {
    FOLLOW_NOTHING, /* not known: neither 0 nor "" */
    FOLLOW_HIDDEN,  /* known, and not shown: it would be about one establishment */
    FOLLOW_TEXT,
    FOLLOW_COUNT, /* whole.num */
    FOLLOW_EUROS, /* whole.num, in centimes */
    FOLLOW_SHARE, /* of 1; shown as a percentage with one decimal */
    FOLLOW_RATE,  /* the same with two, as rates are shown elsewhere */
    FOLLOW_SCORE  /* points */
};

struct follow_cell {
    enum follow_kind kind;
    const char *text;
    struct caqes_fraction value; /* of a count and of euros, over 1 */
};

struct follow_column {
    const char *title;
    enum follow_kind kind; /* of its cells, when they have something to show */
};

enum { FOLLOW_MOST_COLUMNS = 16 };

struct follow_table {
    const char *code, *title, *source; /* the code also names its sheet: 31 bytes at most */
    struct follow_column columns[FOLLOW_MOST_COLUMNS];
    uint32_t column_count;
    uint32_t heads; /* the first columns, which say what a row is about */
    struct follow_cell *cells;
    uint32_t cell_count, cell_capacity; /* rows are whole: a multiple of column_count */
    bool has_total;                     /* the last row is */
    const char **notes;
    uint32_t note_count, note_capacity;
};

struct follow_document {
    struct arena *arena;
    const char *format; /* of its JSON: "caqes-suivi-national" */
    const char *title;
    struct follow_table **tables;
    uint32_t table_count, table_capacity;
};

/* A new table at the end of the document, without columns. */
struct follow_table *follow_add(struct follow_document *d, const char *code, const char *title, const char *source);
void follow_column(struct follow_table *t, const char *title, enum follow_kind kind);

/* Cells, in the order of the columns. */
void follow_nothing(struct follow_document *d, struct follow_table *t);
void follow_hidden(struct follow_document *d, struct follow_table *t);
void follow_text(struct follow_document *d, struct follow_table *t, const char *text);
void follow_count(struct follow_document *d, struct follow_table *t, uint64_t count);
void follow_euros(struct follow_document *d, struct follow_table *t, caqes_int128 centimes);
void follow_value(struct follow_document *d, struct follow_table *t, enum follow_kind kind,
                  struct caqes_fraction value);

/* A sentence under the table. */
void follow_note(struct follow_document *d, struct follow_table *t, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static inline uint32_t follow_rows(const struct follow_table *t) {
    return t->column_count ? t->cell_count / t->column_count : 0;
}

/* A cell in French: "1 281", "2 192,50 €", "6,7 %", "—" for nothing, "masqué". In the arena. */
const char *follow_french(const struct follow_cell *c, struct arena *arena);

/* The same number as a spreadsheet in French reads it: "2192,50", and a share as "6,7 %"; a text that a spreadsheet
 * would take for a formula has an apostrophe in front. */
const char *follow_plain(const struct follow_cell *c, struct arena *arena);

#endif
