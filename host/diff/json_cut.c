/* SPDX-License-Identifier: MIT */
#include "host/diff/json_cut.h"

#include <string.h>

static const char *skip(const char *p, const char *end) {
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
    return p;
}

/* After the string that begins at `p`; NULL when it does not end. */
static const char *string_end(const char *p, const char *end) {
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && p + 1 < end) p++;
    return p < end ? p + 1 : NULL;
}

static const char *container_end(const char *p, const char *end) {
    size_t depth = 0;
    while (p && p < end) {
        if (*p == '"') {
            p = string_end(p, end);
            continue;
        }
        if (*p == '{' || *p == '[') depth++;
        if ((*p == '}' || *p == ']') && --depth == 0) return p + 1;
        p++;
    }
    return NULL;
}

static const char *scalar_end(const char *p, const char *end) {
    while (p < end && !strchr(",:{}[]\" \n\r\t", *p)) p++;
    return p;
}

bool json_cut_value(const char **at, const char *end, struct json_span *value) {
    const char *start = skip(*at, end), *stop;
    if (start == end) return false;
    stop = *start == '"'                    ? string_end(start, end)
           : *start == '{' || *start == '[' ? container_end(start, end)
                                            : scalar_end(start, end);
    if (!stop || stop == start) return false;
    *value = (struct json_span){start, (size_t)(stop - start)};
    *at = stop;
    return true;
}

bool json_cut_part(const char **at, const char *end, struct json_span *key, struct json_span *value, bool *closed) {
    const char *p = skip(*at, end);
    bool object;
    *closed = false;
    *key = (struct json_span){p, 0};
    if (p < end && (*p == '{' || *p == '[' || *p == ',')) p = skip(p + 1, end);
    if (p == end) return false;
    if (*p == '}' || *p == ']') {
        *at = p + 1;
        *closed = true;
        return false;
    }
    if (!json_cut_value(&p, end, value)) return false;
    *at = skip(p, end);
    object = *at < end && **at == ':' && *value->start == '"';
    if (!object) return true;
    *key = (struct json_span){value->start + 1, value->length - 2};
    ++*at;
    return json_cut_value(at, end, value);
}
