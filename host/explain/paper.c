/* SPDX-License-Identifier: MIT */
#include "host/explain/paper.h"

#include "host/base/text.h"
#include "host/report/wrap.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 100 };

#define NO_BREAK "\xC2\xA0"
#define OPENING "\xC2\xAB" /* « */
#define CLOSING "\xC2\xBB" /* » */

/* Whether a line may not end at this space: before a sign that stands apart, after an opening quote. */
static bool is_tied(const char *text, size_t space) {
    const char *next = text + space + 1;
    bool after_quote = space >= 2 && strncmp(text + space - 2, OPENING, 2) == 0;
    return after_quote || strncmp(next, CLOSING, 2) == 0 || (*next && strchr(":;?!", *next));
}

const char *paper_typography(const char *text, struct arena *arena) {
    size_t length = strlen(text), i, n = 0;
    char *out = arena_alloc(arena, 2 * length + 1);
    for (i = 0; i < length; i++) {
        if (text[i] == ' ' && is_tied(text, i)) {
            out[n++] = NO_BREAK[0];
            out[n++] = NO_BREAK[1];
        } else {
            out[n++] = text[i];
        }
    }
    return out;
}

void paper_line(FILE *stream, unsigned indent, const char *mark, const char *text, struct arena *arena) {
    unsigned before = indent + (unsigned)text_columns(mark);
    fprintf(stream, "%*s%s", (int)indent, "", mark);
    text = paper_typography(text, arena);
    while (*text) {
        const char *next;
        size_t length = wrap_line(text, WIDTH - before, &next);
        fprintf(stream, "%.*s\n", (int)length, text);
        text = next;
        if (*text) fprintf(stream, "%*s", (int)before, "");
    }
}
