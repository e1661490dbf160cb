/* SPDX-License-Identifier: MIT
 *
 * case_file.h: a file of rule cases, from bytes to cells.
 *
 * CSV as spreadsheets write it in French: cells between ';', quotes around a cell that holds a ';', a line
 * end or a quote (then doubled), UTF-8 with or without a byte order mark, lines ended by LF, CR LF or CR. A
 * line that begins with '#' is a comment; so is a row whose first cell does, for a spreadsheet quotes it. The
 * first row names the columns; rows that are blank are skipped. Blanks around a cell count for nothing, nor does an
 * apostrophe in front, by which spreadsheets mark a text. */
#ifndef CAQES_HOST_CASE_FILE_H
#define CAQES_HOST_CASE_FILE_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CASE_MAX_BYTES (4U << 20)
#define CASE_MAX_COLUMNS 1024

struct case_cell {
    const char *text; /* "" when blank */
    uint32_t index;   /* of its column, from 0 */
    uint32_t line, column;
    bool said; /* a fault of it was reported; one is enough */
};

struct case_row {
    struct case_cell *cells; /* [column_count] */
    uint32_t line;
    bool broken; /* its cells may not be under their columns */
    bool faulty;
};

struct case_table {
    const char *file;
    struct arena *arena;
    struct diag *diag;
    const struct case_cell *campaign; /* what a line "# campagne: PATH" says, or NULL */
    struct case_cell *names;          /* [column_count] */
    uint32_t column_count;
    struct case_row *rows;
    uint32_t row_count;
    bool faulty; /* the table as a whole: its rows cannot be understood */
};

/* Reads a file. False after a message when the system refuses it; what is wrong in it (T40x) is reported,
 * and leaves the table or one of its rows faulty. */
bool case_table_read(struct case_table *t, const char *file, struct arena *arena, struct diag *diag);

/* The same over bytes, which may go afterwards; `file` names them in messages. */
void case_table_parse(struct case_table *t, const char *file, const char *bytes, size_t length, struct arena *arena,
                      struct diag *diag);

/* Reports a fault at a cell, once per cell, and marks the row, or the whole table when it is NULL. */
void case_fault(struct case_table *t, struct case_row *row, struct case_cell *cell, const char *code, const char *mend,
                const char *text, ...) __attribute__((format(printf, 6, 7)));

/* A fault of the table as a whole; line 0: of the file. */
void case_file_fault(struct case_table *t, uint32_t line, const char *code, const char *mend, const char *text, ...)
    __attribute__((format(printf, 5, 6)));

#endif
