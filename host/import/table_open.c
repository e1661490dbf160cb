/* SPDX-License-Identifier: MIT */
#include "host/import/table_open.h"

#include "host/base/text.h"
#include "host/import/xlsx.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const size_t most_bytes = (size_t)1 << 30;

static const struct csv_dialect dialect = {
    .separators = ";\t,", .row = "row", .unreadable = "the table cannot be read"};

/* Windows-1252 from 0x80 to 0x9F; 0 where it has nothing. */
static const uint16_t high[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static char *put_utf8(char *out, unsigned point) {
    if (point < 0x80) {
        *out++ = (char)point;
    } else if (point < 0x800) {
        *out++ = (char)(0xC0 | point >> 6);
        *out++ = (char)(0x80 | (point & 0x3F));
    } else {
        *out++ = (char)(0xE0 | point >> 12);
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (char)(0x80 | (point & 0x3F));
    }
    return out;
}

/* What Excel saves as "CSV" in France. */
static char *from_windows(char *bytes, size_t *length) {
    char *text = memory_grow(NULL, *length + 1, 3), *out = text;
    size_t i;
    for (i = 0; i < *length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        unsigned point = byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
        out = put_utf8(out, point ? point : '?');
    }
    *length = (size_t)(out - text);
    free(bytes);
    return text;
}

static char *read_all(FILE *stream, size_t *length) {
    size_t capacity = 1 << 16, got;
    char *bytes = memory_grow(NULL, capacity, 1);
    *length = 0;
    while ((got = fread(bytes + *length, 1, capacity - *length, stream)) > 0) {
        *length += got;
        if (*length > most_bytes) break;
        if (*length == capacity) bytes = memory_grow(bytes, capacity *= 2, 1);
    }
    return bytes;
}

bool table_open(const char *file, const char *sheet, uint32_t head, struct arena *arena, struct diag *diag,
                struct csv_table *out) {
    struct diag_message m = {.code = "S606", .place = {file, 0, 0}, .mend = "check the path and the rights on it"};
    FILE *stream = fopen(file, "rb");
    size_t length = 0, bad;
    char *bytes = stream ? read_all(stream, &length) : NULL;
    bool read = stream && !ferror(stream);
    *out = (struct csv_table){.file = file, .arena = arena, .diag = diag, .dialect = &dialect, .faulty = true};
    if (!read) diag_report(diag, &m, "the table cannot be read: %s", strerror(errno));
    if (stream) fclose(stream);
    if (read && length > 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
        free(bytes);
        return xlsx_read(file, sheet, head, arena, diag, out);
    }
    if (read && length > most_bytes) {
        csv_file_fault(out, 0, "T408", "cut the table in several files", "a file of more than 1 GiB");
    } else if (read) {
        if (!utf8_check(bytes, length, &bad)) bytes = from_windows(bytes, &length);
        csv_parse(out, &dialect, file, bytes, length, arena, diag);
    }
    free(bytes);
    return read && !out->faulty;
}
