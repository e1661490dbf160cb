/* SPDX-License-Identifier: MIT
 *
 * document_source.h: a file of dossiers, one JSON text at a time, in bounded memory.
 *
 * A file is either lines, one document each (NDJSON), or one document over several lines. Which of the
 * two is read from its beginning, and from nothing else:
 *
 *   - the file is ONE DOCUMENT when its first line that is not blank leaves a brace or a bracket open
 *     (outside quotes), and either that line ends with ':' or '[', or the next line that is not blank
 *     does not begin with '{';
 *   - in any other case it is LINES. A first line cut in the middle of a dossier thus does not take the
 *     following ones along: they begin with '{'.
 *
 * Blank lines are skipped, lines may end in CR LF, the last one need not end. A UTF-8 byte order mark at
 * the start is skipped: spreadsheets write one. Columns count it, as they count bytes of the file. */
#ifndef CAQES_HOST_DOCUMENT_SOURCE_H
#define CAQES_HOST_DOCUMENT_SOURCE_H

#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One text. JSON_PADDING bytes after it are readable, the first of them a line end or 0. */
struct document {
    const char *file, *text;
    size_t length;
    uint32_t line;   /* of its first byte */
    uint32_t column; /* of its first byte */
};

enum document_result {
    DOCUMENT_READY,
    DOCUMENT_END,
    DOCUMENT_TOO_LARGE, /* past JSON_MAX_BYTES: skipped; only its place is set */
    DOCUMENT_UNREADABLE /* the system could not read on, see errno: nothing follows */
};

struct document_source {
    const char *file;
    int descriptor;     /* -1: memory */
    const char *memory; /* what is left of it */
    size_t memory_length;
    char *buffer; /* bytes start..end are read and not yet given; then JSON_PADDING zeros */
    size_t capacity, start, end;
    uint32_t line, column; /* of the byte at start */
    bool ended;            /* nothing is left to read */
    bool whole;            /* one document over several lines */
};

#define DOCUMENT_SOURCE_CLOSED                                                                                         \
    { .descriptor = -1 }

/* Takes a descriptor, and closes it at document_source_close. Returns DOCUMENT_READY, DOCUMENT_END when
 * there is nothing but blanks, or DOCUMENT_UNREADABLE. `file` must outlive the source. */
enum document_result document_source_open(struct document_source *s, const char *file, int descriptor);

/* The same over memory, which must outlive the source. */
enum document_result document_source_open_memory(struct document_source *s, const char *file, const char *bytes,
                                                 size_t length);

/* The next text, valid until the next call. */
enum document_result document_source_next(struct document_source *s, struct document *out);

/* Gives back what the source holds. A closed source may be opened again. */
void document_source_close(struct document_source *s);

/* The place in the file of a byte of a document. */
struct place document_place(const struct document *d, size_t offset);

#endif
