/* SPDX-License-Identifier: MIT */
#include "host/report/wrap.h"

#include "host/base/text.h"

size_t wrap_line(const char *text, unsigned width, const char **next) {
    size_t cut = text_prefix(text, width), end = cut;
    if (text[cut]) {
        while (end > 0 && text[end] != ' ') end--;
        if (end == 0) end = cut;
    }
    *next = text + end;
    while (**next == ' ') (*next)++;
    return end;
}

static void spaces(FILE *stream, size_t used, size_t width) {
    for (; used < width; used++) fputc(' ', stream);
}

void print_left(FILE *stream, const char *text, size_t width) {
    fputs(text, stream);
    spaces(stream, text_columns(text), width);
}

void print_right(FILE *stream, const char *text, size_t width) {
    spaces(stream, text_columns(text), width);
    fputs(text, stream);
}
