/* SPDX-License-Identifier: MIT
 *
 * page.h: what is written of a batch before its turn has come: batches are evaluated several at a time, and written in
 * order. */
#ifndef CAQES_HOST_PAGE_H
#define CAQES_HOST_PAGE_H

#include "host/report/json_writer.h"

/* Zero-initialise. */
struct page {
    struct json_writer json;
    FILE *stream; /* see page_stream */
    char *text;
    size_t length;
};

/* For what is not JSON: a stream into memory. */
FILE *page_stream(struct page *p);

/* Puts what is on the page after what `json` has written, all of it into `out`, and empties the page. */
void page_turn(struct page *p, struct json_writer *json, FILE *out);

/* Empties it without writing. */
void page_clear(struct page *p);

void page_free(struct page *p);

#endif
