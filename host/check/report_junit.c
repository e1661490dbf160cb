/* SPDX-License-Identifier: MIT
 *
 * JUnit as GitLab and Jenkins read it: a suite for each plugin, a case for each level. */
#include "host/check/check_report.h"

#include <inttypes.h>

/* Text of a finding holds no control characters: only these five must be written otherwise. */
static void write_escaped(FILE *stream, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", stream); break;
        case '<': fputs("&lt;", stream); break;
        case '>': fputs("&gt;", stream); break;
        case '"': fputs("&quot;", stream); break;
        case '\'': fputs("&apos;", stream); break;
        default: fputc((unsigned char)*text < 0x20 ? '?' : *text, stream);
        }
    }
}

static void write_attribute(FILE *stream, const char *name, const char *value) {
    fprintf(stream, " %s=\"", name);
    write_escaped(stream, value);
    fputc('"', stream);
}

static void write_finding(FILE *stream, const struct finding *found) {
    fprintf(stream, "[%s] ", found->code);
    write_escaped(stream, found->seen);
    if (found->cause) fputs("\n    cause: ", stream);
    if (found->cause) write_escaped(stream, found->cause);
    if (found->mend) fputs("\n    mend: ", stream);
    if (found->mend) write_escaped(stream, found->mend);
    if (found->record) fputs("\n    record: ", stream);
    if (found->record) write_escaped(stream, found->record);
    fputc('\n', stream);
}

/* A failure has the errors, the output of the case has the warnings. */
static void write_findings(FILE *stream, const struct findings *f, int level, bool warnings) {
    const struct finding *first = NULL;
    uint32_t i;
    for (i = 0; i < f->count; i++) {
        const struct finding *found = &f->list[i];
        if ((int)found->level != level || found->warning != warnings) continue;
        if (!first) {
            fputs(warnings ? "      <system-out>" : "      <failure", stream);
            if (!warnings) {
                write_attribute(stream, "type", found->code);
                write_attribute(stream, "message", found->seen);
                fputc('>', stream);
            }
            first = found;
        }
        write_finding(stream, found);
    }
    if (first) fputs(warnings ? "</system-out>\n" : "</failure>\n", stream);
}

static void write_seconds(FILE *stream, int64_t microseconds) {
    fprintf(stream, " time=\"%" PRId64 ".%06d\"", microseconds / 1000000, (int)(microseconds % 1000000));
}

static bool failed(const struct findings *f, int level) {
    uint32_t i;
    for (i = 0; i < f->count; i++)
        if ((int)f->list[i].level == level && !f->list[i].warning) return true;
    return false;
}

static void write_level(FILE *stream, const struct findings *f, int level) {
    const struct level_result *r = &f->levels[level];
    bool wrong = failed(f, level);
    fputs("    <testcase", stream);
    write_attribute(stream, "classname", f->id ? f->id : f->file);
    write_attribute(stream, "name", level_words[level]);
    write_attribute(stream, "file", f->file);
    write_seconds(stream, r->microseconds);
    fputs(">\n", stream);
    if (r->state != LEVEL_RAN && !wrong) {
        fputs("      <skipped", stream);
        write_attribute(stream, "message", r->why ? r->why : "not asked for");
        fputs("/>\n", stream);
    }
    write_findings(stream, f, level, false);
    write_findings(stream, f, level, true);
    fputs("    </testcase>\n", stream);
}

void check_report_junit_begin(FILE *stream) {
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"caqes plugin check\">\n", stream);
}

void check_report_junit(FILE *stream, const struct findings *f) {
    uint32_t tests = 0, failures = 0, skipped = 0;
    int64_t time = 0;
    int level;
    for (level = 0; level < CHECK_LEVELS; level++) {
        tests++;
        failures += failed(f, level);
        skipped += f->levels[level].state != LEVEL_RAN && !failed(f, level);
        time += f->levels[level].microseconds;
    }
    fputs("  <testsuite", stream);
    write_attribute(stream, "name", f->id ? f->id : f->file);
    fprintf(stream, " tests=\"%" PRIu32 "\" failures=\"%" PRIu32 "\" errors=\"0\" skipped=\"%" PRIu32 "\"", tests,
            failures, skipped);
    write_seconds(stream, time);
    fputs(">\n", stream);
    for (level = 0; level < CHECK_LEVELS; level++) write_level(stream, f, level);
    fputs("  </testsuite>\n", stream);
}

void check_report_junit_end(FILE *stream) { fputs("</testsuites>\n", stream); }
