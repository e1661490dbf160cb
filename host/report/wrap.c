/* SPDX-License-Identifier: MIT */
#include "host/report/wrap.h"

/* Bytes of the longest beginning of text that fits `width` columns. */
static size_t fitting(const char *text, unsigned width) {
    size_t i = 0;
    unsigned columns = 0;
    while (text[i]) {
        size_t next = i + 1;
        while (((unsigned char)text[next] & 0xC0) == 0x80) next++;
        if (++columns > width) break;
        i = next;
    }
    return i;
}

size_t wrap_line(const char *text, unsigned width, const char **next) {
    size_t cut = fitting(text, width), end = cut;
    if (text[cut]) {
        while (end > 0 && text[end] != ' ') end--;
        if (end == 0) end = cut;
    }
    *next = text + end;
    while (**next == ' ') (*next)++;
    return end;
}
