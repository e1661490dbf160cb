/* SPDX-License-Identifier: MIT */
#include "host/cases/case_file.h"

#include <string.h>

#define CAMPAIGN "campagne"

/* The path of "campagne: PATH", or NULL. */
static const char *campaign_path(const char *text) {
    const char *end = text + strlen(text);
    if (strncmp(text, CAMPAIGN, strlen(CAMPAIGN)) != 0) return NULL;
    text = csv_trim_start(text + strlen(CAMPAIGN), end);
    return *text == ':' ? csv_trim_start(text + 1, end) : NULL;
}

static void read_comment(struct csv_table *t, const struct csv_cell *comment) {
    const char *path = campaign_path(comment->text), *end;
    struct csv_cell *setting;
    if (!path) return;
    if (t->setting || t->column_count > 0) {
        csv_file_fault(t, comment->line, "T409", "name the campaign once, before the names of the columns",
                       t->setting ? "the campaign is named twice" : "the campaign is named after the columns");
        return;
    }
    end = path + strlen(path);
    while (end > path && (end[-1] == ';' || end[-1] == ' ')) end--; /* a spreadsheet adds separators */
    setting = arena_alloc(t->arena, sizeof *setting);
    *setting = *comment;
    setting->text = arena_copy(t->arena, path, (size_t)(end - path));
    t->setting = setting;
}

static const struct csv_dialect dialect = {
    .separators = ";", .row = "case", .unreadable = "the case file cannot be read", .comment = read_comment};

void case_table_parse(struct csv_table *t, const char *file, const char *bytes, size_t length, struct arena *arena,
                      struct diag *diag) {
    csv_parse(t, &dialect, file, bytes, length, arena, diag);
}

bool case_table_read(struct csv_table *t, const char *file, struct arena *arena, struct diag *diag) {
    return csv_read(t, &dialect, file, arena, diag);
}
