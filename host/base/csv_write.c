/* SPDX-License-Identifier: MIT */
#include "host/base/csv_write.h"

#include <string.h>

void csv_write_cell(FILE *stream, const char *text, const char *special) {
    if (special && !strpbrk(text, special)) {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (; *text; text++) {
        if (*text == '"') fputc('"', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}
