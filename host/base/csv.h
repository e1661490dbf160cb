/* SPDX-License-Identifier: MIT
 *
 * csv.h: a table that people wrote in a spreadsheet, from bytes to cells.
 *
 * CSV as spreadsheets write it in French: cells between ';' (or ',' or tabulations, where the dialect lets them),
 * quotes around a cell that holds one, a line end or a quote (then doubled), UTF-8 with or without a byte order mark,
 * lines ended by LF, CR LF or CR. A line that begins with '#' is a comment; so is a row whose first cell does, for a
 * spreadsheet quotes it. The first row names the columns; rows that are blank are skipped. Blanks around a cell count
 * for nothing, nor does an apostrophe in front, by which spreadsheets mark a text. */
#ifndef CAQES_HOST_CSV_H
#define CAQES_HOST_CSV_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_MAX_BYTES (4U << 20)
#define CSV_MAX_COLUMNS 1024

struct csv_cell {
    const char *text; /* "" when blank */
    uint32_t index;   /* of its column, from 0 */
    uint32_t line, column;
    bool said; /* a fault of it was reported; one is enough */
};

struct csv_row {
    struct csv_cell *cells; /* [column_count] */
    uint32_t line;
    bool broken; /* its cells may not be under their columns */
    bool faulty;
};

struct csv_table {
    const char *file;
    struct arena *arena;
    struct diag *diag;
    const struct csv_dialect *dialect;
    char separator;                 /* of this file; 0 before its first row */
    const struct csv_cell *setting; /* what a comment says, for a dialect that gives comments a meaning; or NULL */
    struct csv_cell *names;         /* [column_count] */
    uint32_t column_count;
    struct csv_row *rows;
    uint32_t row_count;
    bool faulty; /* the table as a whole: its rows cannot be understood */
};

/* What a sort of table makes of the format. */
struct csv_dialect {
    const char *separators; /* the first of them that stands in the row of names separates the cells */
    const char *row;        /* what a row is, in messages: "case" */
    const char *unreadable; /* "the case file cannot be read" */
    /* Told of each comment, trimmed and without its '#'; may be NULL. */
    void (*comment)(struct csv_table *t, const struct csv_cell *comment);
};

/* Reads a file. False after a message when the system refuses it; what is wrong in it (T40x) is reported,
 * and leaves the table or one of its rows faulty. */
bool csv_read(struct csv_table *t, const struct csv_dialect *dialect, const char *file, struct arena *arena,
              struct diag *diag);

/* The same over bytes, which may go afterwards; `file` names them in messages. */
void csv_parse(struct csv_table *t, const struct csv_dialect *dialect, const char *file, const char *bytes,
               size_t length, struct arena *arena, struct diag *diag);

/* Reports a fault at a cell, once per cell, and marks the row, or the whole table when it is NULL. */
void csv_fault(struct csv_table *t, struct csv_row *row, struct csv_cell *cell, const char *code, const char *mend,
               const char *text, ...) __attribute__((format(printf, 6, 7)));

/* A fault of the table as a whole; line 0: of the file. */
void csv_file_fault(struct csv_table *t, uint32_t line, const char *code, const char *mend, const char *text, ...)
    __attribute__((format(printf, 5, 6)));

/* Past the blanks at the start of text[..end): spaces, tabulations, U+00A0, U+202F, line ends. */
const char *csv_trim_start(const char *text, const char *end);

#endif
