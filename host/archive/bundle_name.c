/* SPDX-License-Identifier: MIT */
#include "host/archive/bundle.h"
#include "host/base/text.h"

#include <string.h>

enum { LONGEST_PART = 80 };

static bool is_plain_part(const char *part, size_t length) {
    return length > 0 && *part != '-' && !(length == 1 && part[0] == '.') &&
           !(length == 2 && memcmp(part, "..", 2) == 0);
}

bool bundle_name_is_safe(const char *name) {
    size_t length = strlen(name), bad, i;
    const char *part = name;
    if (length > BUNDLE_MAX_NAME || !utf8_check(name, length, &bad)) return false;
    for (i = 0; i <= length; i++) {
        unsigned char byte = (unsigned char)name[i];
        if (i < length && (byte < 0x20 || byte == 0x7F || byte == '\\')) return false;
        if (i < length && byte != '/') continue;
        if (!is_plain_part(part, (size_t)(name + i - part))) return false;
        part = name + i + 1;
    }
    return true;
}

static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("._+-", c));
}

const char *bundle_name_of(const char *path, struct arena *arena) {
    const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
    size_t length = strlen(last), i;
    char *name = arena_copy(arena, last, length > LONGEST_PART ? LONGEST_PART : length);
    for (i = 0; name[i]; i++)
        if (!is_plain(name[i]) || (i == 0 && strchr(".-+", name[i]))) name[i] = '_';
    return *name ? name : "_";
}
