/* SPDX-License-Identifier: MIT
 *
 * case_dossier.h: from a row to the dossier it stands for, as JSON: what follows is the way of every dossier. Each
 * piece of the text remembers its cell, so that what the reader says of the text can be said of the cell. */
#ifndef CAQES_HOST_CASE_DOSSIER_H
#define CAQES_HOST_CASE_DOSSIER_H

#include "host/cases/case_columns.h"

/* The bytes of the text that come from a cell. */
struct case_span {
    size_t start, end;
    struct csv_cell *cell;
};

/* Of the arena of the table. */
struct case_dossier {
    const char *text; /* one line */
    size_t length;
    struct case_span *spans;
    uint32_t span_count;
};

/* Writes the dossier of a row. Cells that cannot be understood are reported (T43x), and leave the row faulty. */
void case_dossier_write(struct case_sheet *s, struct csv_row *row, struct case_dossier *out);

/* The cell behind a byte of the text, or NULL when the row says nothing of it. */
struct csv_cell *case_dossier_cell(const struct case_dossier *d, size_t offset);

#endif
