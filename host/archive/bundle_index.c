/* SPDX-License-Identifier: MIT */
#include "host/archive/unpack.h"

#include <stdlib.h>
#include <string.h>

enum { HEXADECIMAL = DIGEST_TEXT - 1, LINE_HEAD = HEXADECIMAL + 2 };

static bool refuse(const char *file, uint32_t line, struct diag *diag) {
    struct diag_message m = {.code = "A101",
                             .place = {file, 0, 0},
                             .mend = "ask for the archive again: its index is not as caqes writes it"};
    diag_report(diag, &m, BUNDLE_INDEX ", line %u: not a sha256, two spaces and a name, in the order of the names",
                line);
    return false;
}

static bool read_line(const char *line, size_t length, const char *before, struct arena *arena,
                      struct bundle_entry *out) {
    if (length <= LINE_HEAD || length - LINE_HEAD > BUNDLE_MAX_NAME || memchr(line, 0, length)) return false;
    if (strspn(line, "0123456789abcdef") != HEXADECIMAL || line[HEXADECIMAL] != ' ' || line[HEXADECIMAL + 1] != ' ')
        return false;
    memcpy(out->sha256, line, HEXADECIMAL);
    out->sha256[HEXADECIMAL] = '\0';
    out->name = arena_copy(arena, line + LINE_HEAD, length - LINE_HEAD);
    return bundle_name_is_safe(out->name) && strcmp(out->name, BUNDLE_INDEX) != 0 && strcmp(before, out->name) < 0;
}

bool bundle_index_read(const char *file, const char *text, size_t length, struct arena *arena, struct diag *diag,
                       struct bundle_index *out) {
    const char *next = text, *end = text + length, *before = "";
    size_t lines = 0, i;
    for (i = 0; i < length; i++) lines += text[i] == '\n';
    out->entries = arena_array(arena, lines + 1, sizeof *out->entries);
    out->count = 0;
    digest_bytes(text, length, out->digest);
    while (next < end) {
        const char *stop = memchr(next, '\n', (size_t)(end - next));
        struct bundle_entry *e = &out->entries[out->count];
        if (!stop || !read_line(next, (size_t)(stop - next), before, arena, e))
            return refuse(file, out->count + 1, diag);
        before = e->name;
        out->count++;
        next = stop + 1;
    }
    return out->count > 0 || refuse(file, 1, diag);
}

static int by_name(const void *key, const void *entry) {
    return strcmp(key, ((const struct bundle_entry *)entry)->name);
}

struct bundle_entry *bundle_index_find(const struct bundle_index *index, const char *name) {
    return bsearch(name, index->entries, index->count, sizeof *index->entries, by_name);
}
