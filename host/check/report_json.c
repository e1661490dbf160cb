/* SPDX-License-Identifier: MIT */
#include "host/check/check_report.h"
#include "host/report/json_writer.h"

static const char *const state_words[] = {[LEVEL_NOT_ASKED] = "not asked",
                                          [LEVEL_RAN] = "ran",
                                          [LEVEL_NOT_APPLICABLE] = "not applicable",
                                          [LEVEL_NOT_REACHED] = "not run"};

static void write_level(struct json_writer *w, const char *name, const struct level_result *r) {
    if (r->state == LEVEL_NOT_ASKED) return;
    json_begin(w, '{');
    json_field(w, "level", name);
    json_field(w, "state", state_words[r->state]);
    if (r->state != LEVEL_RAN) json_field(w, "why", r->why);
    if (r->what) {
        json_field_integer(w, "looked_at", (int64_t)r->done);
        json_field(w, "unit", r->what);
    }
    json_field_integer(w, "microseconds", r->microseconds);
    json_end(w, '}');
}

static void write_finding(struct json_writer *w, const struct finding *found) {
    json_begin(w, '{');
    json_field(w, "code", found->code);
    json_field(w, "level", level_words[found->level]);
    json_field(w, "severity", found->warning ? "warning" : "error");
    json_field(w, "seen", found->seen);
    json_field(w, "cause", found->cause);
    json_field(w, "mend", found->mend);
    json_field(w, "record", found->record);
    json_end(w, '}');
}

void check_report_json(FILE *stream, const struct findings *f) {
    struct json_writer w = {.pretty = true};
    uint32_t i;
    json_begin(&w, '{');
    json_field(&w, "format", "caqes-check");
    json_field_integer(&w, "version", 1);
    json_field(&w, "file", f->file);
    json_field(&w, "sha256", f->sha256);
    json_field(&w, "id", f->id);
    json_field(&w, "plugin_version", f->version);
    json_key(&w, "levels");
    json_begin(&w, '[');
    for (i = 0; i < CHECK_LEVELS; i++) write_level(&w, level_words[i], &f->levels[i]);
    json_end(&w, ']');
    json_key(&w, "findings");
    json_begin(&w, '[');
    for (i = 0; i < f->count; i++) write_finding(&w, &f->list[i]);
    json_end(&w, ']');
    json_field_integer(&w, "errors", f->errors);
    json_field_integer(&w, "warnings", f->warnings);
    json_end(&w, '}');
    json_end_line(&w);
    json_flush(&w, stream);
    json_free(&w);
}
