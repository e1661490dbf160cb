/* SPDX-License-Identifier: MIT
 *
 * document.h: what people read, print and send: a workbook, a page, tables for spreadsheets, letters. Each is written
 * grid by grid, in the order of the dossiers; its bytes depend on what was evaluated alone, not on the clock. */
#ifndef CAQES_HOST_DOCUMENT_H
#define CAQES_HOST_DOCUMENT_H

#include "host/document/letterhead.h"
#include "host/grid/grid.h"
#include "host/report/summary.h"

#include <stdio.h>

struct document {
    const struct campaign *campaign;
    FILE *stream;
    const struct letterhead *letterhead; /* never NULL; all blank when no file was given */
    bool before_signature;               /* obligations, targets and weights, without any result */
    struct run_summary summary;          /* of the grids so far, and of the dossiers refused at the end */
    uint32_t written;
    void *own; /* of the kind: NULL at first */
};

struct document_kind {
    const char *name;                  /* of --format */
    bool binary;                       /* not for a terminal */
    bool results;                      /* says nothing without them: not --before-signature */
    void (*begin)(struct document *d); /* also to begin again: what was written is taken back */
    void (*grid)(struct document *d, const struct grid *g, struct arena *work);
    bool (*end)(struct document *d); /* false when the library or the system would not; with d->own given back */
};

extern const struct document_kind document_csv, document_csv_rfc, document_xlsx, document_html, document_letter;

#endif
