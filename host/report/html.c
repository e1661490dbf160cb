/* SPDX-License-Identifier: MIT */
#include "host/report/html.h"

void html_text(FILE *stream, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", stream); break;
        case '<': fputs("&lt;", stream); break;
        case '>': fputs("&gt;", stream); break;
        case '"': fputs("&quot;", stream); break;
        default: fputc((unsigned char)*text < 0x20 || *text == 0x7F ? ' ' : *text, stream);
        }
    }
}

void html_element(FILE *stream, const char *open, const char *text, const char *close) {
    fputs(open, stream);
    html_text(stream, text);
    fputs(close, stream);
}
