/* SPDX-License-Identifier: MIT */
#include "host/cli/page.h"

#include "host/base/arena.h"

#include <stdlib.h>
#include <string.h>

FILE *page_stream(struct page *p) {
    if (!p->stream) p->stream = open_memstream(&p->text, &p->length);
    if (!p->stream) memory_exhausted();
    return p->stream;
}

void page_turn(struct page *p, struct json_writer *json, FILE *out) {
    json_splice(json, &p->json);
    json_flush(json, out);
    if (p->stream && fflush(p->stream) == 0) fwrite(p->text, 1, (size_t)ftello(p->stream), out);
    page_clear(p);
}

void page_clear(struct page *p) {
    p->json.length = 0;
    if (p->stream) rewind(p->stream);
}

void page_free(struct page *p) {
    json_free(&p->json);
    if (p->stream) fclose(p->stream);
    free(p->text);
    memset(p, 0, sizeof *p);
}
