/* SPDX-License-Identifier: MIT */
#include "host/base/diag.h"

#include <stdarg.h>
#include <string.h>

enum { FOUND_SHOWN = 120 };

/* From lightest to gravest: which code the run ends with when several things went wrong. */
static const enum caqes_exit gravity[] = {
    CAQES_EXIT_DONE,  CAQES_EXIT_INCOMPLETE,    CAQES_EXIT_CASES,  CAQES_EXIT_INPUT,  CAQES_EXIT_PLUGIN,
    CAQES_EXIT_USAGE, CAQES_EXIT_CONFIGURATION, CAQES_EXIT_SYSTEM, CAQES_EXIT_MEMORY, CAQES_EXIT_INTERNAL};

static size_t gravity_of(enum caqes_exit code) {
    size_t i = 0;
    while (i + 1 < sizeof gravity / sizeof *gravity && gravity[i] != code) i++;
    return i;
}

void diag_raise(struct diag *d, enum caqes_exit code) {
    if (gravity_of(code) > gravity_of(d->exit_code)) d->exit_code = code;
}

static enum caqes_exit exit_code_of(const char *code) {
    switch (code[0]) {
    case 'C': return CAQES_EXIT_CONFIGURATION;
    case 'A':
    case 'D':
    case 'I':
    case 'T': return CAQES_EXIT_INPUT;
    case 'P': return CAQES_EXIT_PLUGIN;
    case 'S': return CAQES_EXIT_SYSTEM;
    default: return CAQES_EXIT_INTERNAL;
    }
}

/* Offending text as it is, but for what could move a terminal: control bytes become "?". */
static void print_found(FILE *stream, const char *found, size_t length) {
    size_t shown = length > FOUND_SHOWN ? FOUND_SHOWN : length, i;
    /* Do not cut a UTF-8 sequence in two. */
    while (shown < length && shown > 0 && ((unsigned char)found[shown] & 0xC0) == 0x80) shown--;
    fputs("    found: ", stream);
    for (i = 0; i < shown; i++) {
        unsigned char byte = (unsigned char)found[i];
        fputc(byte < 0x20 || byte == 0x7F ? '?' : byte, stream);
    }
    fputs(shown < length ? "...\n" : "\n", stream);
}

static void print_place(FILE *stream, struct place place) {
    if (!place.file) {
        fputs("caqes: ", stream);
    } else if (place.line == 0) {
        fprintf(stream, "%s: ", place.file);
    } else if (place.column == 0) {
        fprintf(stream, "%s:%u: ", place.file, place.line);
    } else {
        fprintf(stream, "%s:%u:%u: ", place.file, place.line, place.column);
    }
}

void diag_flush(struct diag *d) {
    if (d->in_file > DIAG_LIMIT && d->stream)
        fprintf(d->stream, "%s: %u more messages not shown\n", *d->last_file ? d->last_file : "caqes",
                d->in_file - DIAG_LIMIT);
    d->in_file = 0;
    d->last_file[0] = '\0';
}

/* The text is formatted for the listener, who may show it elsewhere. */
__attribute__((format(printf, 3, 0))) static void tell_listener(struct diag *d, const struct diag_message *m,
                                                                const char *text, va_list args) {
    char line[1024];
    vsnprintf(line, sizeof line, text, args);
    d->listener(d->context, m, line);
}

void diag_report(struct diag *d, const struct diag_message *m, const char *text, ...) {
    va_list args;
    const char *file = m->place.file ? m->place.file : "";
    if (strncmp(d->last_file, file, sizeof d->last_file - 1) != 0) {
        diag_flush(d);
        snprintf(d->last_file, sizeof d->last_file, "%s", file);
    }
    if (m->warning) {
        d->warnings++;
    } else {
        d->errors++;
        diag_raise(d, exit_code_of(m->code));
    }
    if (d->listener) {
        va_start(args, text);
        tell_listener(d, m, text, args);
        va_end(args);
        return;
    }
    if (m->place.file && ++d->in_file > DIAG_LIMIT) return;
    if (!d->stream) return;
    print_place(d->stream, m->place);
    fprintf(d->stream, "%s[%s]: ", m->warning ? "warning" : "error", m->code);
    va_start(args, text);
    vfprintf(d->stream, text, args);
    va_end(args);
    fputc('\n', d->stream);
    if (m->found) print_found(d->stream, m->found, m->found_length);
    if (m->mend) fprintf(d->stream, "    mend: %s\n", m->mend);
}
