/* SPDX-License-Identifier: MIT */
#include "host/check/check_report.h"

#include <inttypes.h>
#include <string.h>

static const char *paint(struct text_style style, const char *colour) { return style.colour ? colour : ""; }

#define RED "\033[31m"
#define YELLOW "\033[33m"
#define GREEN "\033[32m"
#define PLAIN "\033[0m"

static uint32_t count(const struct findings *f, int level, bool warnings) {
    uint32_t i, n = 0;
    for (i = 0; i < f->count; i++) n += (int)f->list[i].level == level && f->list[i].warning == warnings;
    return n;
}

static void print_state(FILE *stream, const struct findings *f, int level, struct text_style style) {
    uint32_t errors = count(f, level, false), warnings = count(f, level, true);
    const char *colour = errors ? RED : warnings ? YELLOW : GREEN;
    fputs(paint(style, colour), stream);
    if (errors) fprintf(stream, "%" PRIu32 " error%s", errors, errors > 1 ? "s" : "");
    if (warnings) fprintf(stream, "%s%" PRIu32 " warning%s", errors ? ", " : "", warnings, warnings > 1 ? "s" : "");
    if (!errors && !warnings) fputs("ok", stream);
    fputs(paint(style, PLAIN), stream);
}

static void print_level(FILE *stream, const struct findings *f, int level, struct text_style style) {
    const struct level_result *r = &f->levels[level];
    if (r->state == LEVEL_NOT_ASKED) return;
    fprintf(stream, "  %-12s ", level_words[level]);
    if (r->state == LEVEL_NOT_APPLICABLE) {
        fprintf(stream, "not applicable: %s", r->why);
    } else if (r->state == LEVEL_NOT_REACHED && count(f, level, false) == 0) {
        fprintf(stream, "not run: %s", r->why);
    } else {
        print_state(stream, f, level, style);
        if (r->what) fprintf(stream, ", %" PRIu64 " %s", r->done, r->what);
        if (style.times)
            fprintf(stream, ", %" PRId64 ".%03d ms", r->microseconds / 1000, (int)(r->microseconds % 1000));
    }
    fputc('\n', stream);
}

static void print_finding(FILE *stream, const struct findings *f, const struct finding *found,
                          struct text_style style) {
    fprintf(stream, "%s: %s%s[%s]%s: %s\n", f->file, paint(style, found->warning ? YELLOW : RED),
            found->warning ? "warning" : "error", found->code, paint(style, PLAIN), found->seen);
}

/* The checker's own codes say their cause and mend once, after all that was seen, and one record: that of the first. */
static bool is_alike(const struct finding *a, const struct finding *b) {
    return a->level == b->level && strcmp(a->code, b->code) == 0 && a->cause && a->cause == b->cause;
}

static void print_findings(FILE *stream, const struct findings *f, struct text_style style) {
    uint32_t i, k;
    for (i = 0; i < f->count; i++) {
        const struct finding *found = &f->list[i];
        for (k = 0; k < i && !is_alike(&f->list[k], found); k++) {
        }
        if (k < i) continue; /* said with the first of its code */
        for (k = i; k < f->count; k++)
            if (k == i || is_alike(&f->list[k], found)) print_finding(stream, f, &f->list[k], style);
        if (found->record) fprintf(stream, "    record: %s\n", found->record);
        if (found->cause) fprintf(stream, "    cause: %s\n", found->cause);
        if (found->mend) fprintf(stream, "    mend: %s\n", found->mend);
    }
}

void check_report_text(FILE *stream, const struct findings *f, struct text_style style) {
    int level;
    fprintf(stream, "%s", f->file);
    if (f->id) fprintf(stream, ": %s %s", f->id, f->version);
    fputc('\n', stream);
    for (level = 0; level < CHECK_LEVELS; level++) print_level(stream, f, level, style);
    print_findings(stream, f, style);
    fprintf(stream, "%s: %" PRIu32 " error%s, %" PRIu32 " warning%s\n", f->file, f->errors, f->errors == 1 ? "" : "s",
            f->warnings, f->warnings == 1 ? "" : "s");
}
