/* SPDX-License-Identifier: MIT */
#include "host/read/document_source.h"

#include "host/base/arena.h"
#include "host/read/json_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BUFFER = 256 * 1024 };

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* Reads up to `room` bytes; 0 at the end, -1 when the system refuses. */
static ssize_t read_some(struct document_source *s, char *into, size_t room) {
    ssize_t got;
    if (s->descriptor < 0) {
        size_t given = s->memory_length < room ? s->memory_length : room;
        if (given) memcpy(into, s->memory, given);
        s->memory += given;
        s->memory_length -= given;
        return (ssize_t)given;
    }
    do got = read(s->descriptor, into, room);
    while (got < 0 && errno == EINTR);
    return got;
}

/* Reads more behind what is there, after making room. False when the system refuses. */
static bool fill(struct document_source *s) {
    ssize_t got;
    if (s->start > 0) {
        memmove(s->buffer, s->buffer + s->start, s->end - s->start);
        s->end -= s->start;
        s->start = 0;
    }
    if (s->end == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : FIRST_BUFFER;
        s->buffer = memory_grow(s->buffer, s->capacity + JSON_PADDING, 1);
    }
    got = read_some(s, s->buffer + s->end, s->capacity - s->end);
    if (got > 0) s->end += (size_t)got;
    if (got == 0) s->ended = true;
    memset(s->buffer + s->end, 0, JSON_PADDING);
    return got >= 0;
}

/* True when the line leaves a brace or a bracket open, outside quotes. */
static bool leaves_open(const char *line, size_t length) {
    int64_t open = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char c = line[i];
        if (quoted && c == '\\') {
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted) {
            open += (c == '{' || c == '[') - (c == '}' || c == ']');
        }
    }
    return !quoted && open > 0;
}

/* Offset of the first byte that is neither blank nor a line end, or `length`. */
static size_t first_ink(const char *text, size_t length) {
    size_t i = 0;
    while (i < length && (is_blank(text[i]) || text[i] == '\n')) i++;
    return i;
}

/* Decides between lines and one document, as document_source.h says. False: more must be read. */
static bool decide(struct document_source *s) {
    const char *text = s->buffer + s->start, *newline;
    size_t length = s->end - s->start, first = first_ink(text, length), last, next;
    s->whole = false;
    newline = first < length ? memchr(text + first, '\n', length - first) : NULL;
    if (!newline) return s->ended || length > JSON_MAX_BYTES;
    last = (size_t)(newline - text);
    if (!leaves_open(text + first, last - first)) return true;
    while (last > first && is_blank(text[last - 1])) last--;
    if (text[last - 1] == ':' || text[last - 1] == '[') {
        s->whole = true;
        return true;
    }
    next = (size_t)(newline - text) + first_ink(newline, length - (size_t)(newline - text));
    if (next == length) return s->ended || length > JSON_MAX_BYTES;
    s->whole = text[next] != '{';
    return true;
}

static enum document_result begin(struct document_source *s) {
    s->line = s->column = 1;
    do {
        if (!fill(s)) return DOCUMENT_UNREADABLE;
    } while (s->end < 3 && !s->ended);
    if (s->end >= 3 && memcmp(s->buffer, "\xEF\xBB\xBF", 3) == 0) {
        s->start = 3;
        s->column = 4;
    }
    while (!decide(s))
        if (!fill(s)) return DOCUMENT_UNREADABLE;
    return first_ink(s->buffer + s->start, s->end - s->start) == s->end - s->start && s->ended ? DOCUMENT_END
                                                                                               : DOCUMENT_READY;
}

enum document_result document_source_open(struct document_source *s, const char *file, int descriptor) {
    *s = (struct document_source){.file = file, .descriptor = descriptor};
    return begin(s);
}

enum document_result document_source_open_memory(struct document_source *s, const char *file, const char *bytes,
                                                 size_t length) {
    *s = (struct document_source){.file = file, .descriptor = -1, .memory = bytes, .memory_length = length};
    return begin(s);
}

void document_source_close(struct document_source *s) {
    if (s->descriptor >= 0) close(s->descriptor);
    free(s->buffer);
    *s = (struct document_source)DOCUMENT_SOURCE_CLOSED;
}

static void give(const struct document_source *s, size_t length, struct document *out) {
    *out = (struct document){s->file, s->buffer + s->start, length, s->line, s->column};
}

/* Takes `length` bytes, and the line end after them. */
static void advance_line(struct document_source *s, size_t length) {
    s->start += length;
    if (s->start < s->end) s->start++;
    s->line++;
    s->column = 1;
}

/* Length of the line at start. Stops past JSON_MAX_BYTES, with *complete false. */
static bool find_line(struct document_source *s, size_t *length, bool *complete) {
    size_t searched = 0;
    *complete = true;
    for (;;) {
        const char *from = s->buffer + s->start;
        const char *newline = memchr(from + searched, '\n', s->end - s->start - searched);
        searched = s->end - s->start;
        *length = newline ? (size_t)(newline - from) : searched;
        if (newline || s->ended) return true;
        *complete = false;
        if (searched > JSON_MAX_BYTES) return true;
        *complete = true;
        if (!fill(s)) return false;
    }
}

/* Drops the rest of a line that is too long to hold. */
static bool skip_line(struct document_source *s) {
    size_t length;
    bool complete;
    do {
        s->start = s->end;
        if (!s->ended && !fill(s)) return false;
        if (!find_line(s, &length, &complete)) return false;
    } while (!complete);
    advance_line(s, length);
    return true;
}

static enum document_result next_line(struct document_source *s, struct document *out) {
    size_t length;
    bool complete;
    for (;;) {
        if (!find_line(s, &length, &complete)) return DOCUMENT_UNREADABLE;
        if (length == 0 && s->ended && s->start == s->end) return DOCUMENT_END;
        give(s, length, out);
        if (!complete) return skip_line(s) ? DOCUMENT_TOO_LARGE : DOCUMENT_UNREADABLE;
        advance_line(s, length);
        if (length > JSON_MAX_BYTES) return DOCUMENT_TOO_LARGE;
        if (first_ink(out->text, length) < length) return DOCUMENT_READY;
    }
}

static enum document_result next_whole(struct document_source *s, struct document *out) {
    if (s->start == s->end && s->ended) return DOCUMENT_END;
    while (!s->ended && s->end - s->start <= JSON_MAX_BYTES)
        if (!fill(s)) return DOCUMENT_UNREADABLE;
    give(s, s->end - s->start, out);
    s->start = s->end;
    s->ended = true; /* nothing follows, and nothing of a larger file is read on */
    return out->length > JSON_MAX_BYTES ? DOCUMENT_TOO_LARGE : DOCUMENT_READY;
}

enum document_result document_source_next(struct document_source *s, struct document *out) {
    if (!s->buffer) return DOCUMENT_END; /* closed */
    return s->whole ? next_whole(s, out) : next_line(s, out);
}

struct place document_place(const struct document *d, size_t offset) {
    struct place place = {d->file, d->line, d->column};
    size_t line_start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (d->text[i] != '\n') continue;
        place.line++;
        place.column = 1;
        line_start = i + 1;
    }
    place.column += (uint32_t)(offset - line_start);
    return place;
}
