/* SPDX-License-Identifier: MIT
 *
 * cell.h: what a cell of a spreadsheet says, as a value of a dossier. Nothing is ever 0 because it was not understood.
 */
#ifndef CAQES_HOST_IMPORT_CELL_H
#define CAQES_HOST_IMPORT_CELL_H

#include "host/plugin/manifest.h"

/* What a value is to be. */
enum cell_kind {
    CELL_INPUT,  /* of the input `spec`, or one of its states (NV, DI...) */
    CELL_TERM,   /* a target, a coefficient or a parameter: `spec` */
    CELL_DAY,    /* "2019-04-15" */
    CELL_YES,    /* "oui", or nothing */
    CELL_FINESS, /* text of 9 characters */
    CELL_CHAMPS, /* a list: "MCO, SSR" */
    CELL_TEXT
};

/* The JSON of a cell; NULL when it is no such value, with what was expected, and `code`: I410 a number, I411 a day,
 * I412 a word, I413 a FINESS that a spreadsheet has damaged. The cell is not blank. Memory is from the arena. */
const char *cell_json(enum cell_kind kind, const struct value_spec *spec, const char *text, struct arena *arena,
                      const char **code, const char **expected);

#endif
