/* SPDX-License-Identifier: MIT
 *
 * The level "cases": the author's own rule cases, as `caqes test` runs them, with this very plugin. */
#include "host/check/check.h"

#include "host/cases/case_list.h"
#include "host/cases/case_run.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

/* The folder of the plugin that is checked comes before the others, so that the campaign finds this one. */
static uint32_t plugin_folders(struct check *c, const char **folders) {
    char *copy = arena_copy(c->arena, c->findings->file, strlen(c->findings->file));
    uint32_t k;
    folders[0] = dirname(copy);
    for (k = 0; k < c->options->folder_count; k++) folders[k + 1] = c->options->folders[k];
    return k + 1;
}

/* Cases that run another build of the plugin prove nothing of this one. */
static bool uses_this_plugin(struct check *c, const struct campaign *campaign, const char *file) {
    uint32_t k;
    for (k = 0; k < campaign->plugin_count; k++)
        if (strcmp(campaign->plugins[k].plugin->sha256, c->file.sha256) == 0) return true;
    finding_add(c->findings, "K180", "%s: its campaign, %s, does not use this file", file, campaign->file);
    return false;
}

static void say_failures(struct check *c, const struct case_sheet *s, const struct case_outcome *o) {
    uint32_t i;
    for (i = 0; i < o->failure_count; i++) {
        const struct case_failure *f = &o->failures[i];
        finding_add(c->findings, "K180", "%s:%u: \"%s\": %s is %s, %s was expected%s%s", s->table->file, f->row->line,
                    case_name(s, f->row), s->table->names[f->column].text, f->found, f->row->cells[f->column].text,
                    f->why ? ": " : "", f->why ? f->why : "");
    }
}

/* How many cases of a file were run. */
static uint32_t run_file(struct check *c, const struct case_path *path) {
    const char *folders[MAX_CHECK_FOLDERS + 1], *file;
    uint32_t count = plugin_folders(c, folders);
    struct campaign *campaign = NULL;
    struct case_vocabulary vocabulary;
    struct case_outcome outcome = {0};
    struct csv_table table;
    struct case_sheet sheet;
    if (!case_table_read(&table, path->file, c->arena, &c->diag) || table.column_count == 0) return 0;
    file = case_campaign(&table, path);
    if (file) campaign = campaign_read(arena_copy(c->arena, file, strlen(file)), folders, count, c->arena, &c->diag);
    if (!campaign || !uses_this_plugin(c, campaign, path->file)) return 0;
    isolation_load(c->isolation, campaign, c->arena, &c->diag);
    vocabulary = case_vocabulary(campaign, c->arena);
    case_sheet_open(&sheet, &table, campaign, &vocabulary);
    case_run(&sheet, &outcome);
    say_failures(c, &sheet, &outcome);
    return outcome.passed + outcome.failed;
}

void check_cases(struct check *c) {
    struct case_list list = {NULL, 0};
    uint32_t k, run = 0;
    if (c->options->case_count == 0) {
        finding_add(c->findings, "K181", "no rule case is given");
        check_not_applicable(c, "no --cases");
        return;
    }
    if (!case_list_expand(&list, c->options->cases, (int)c->options->case_count, c->arena, &c->diag)) return;
    for (k = 0; k < list.count; k++) run += run_file(c, &list.paths[k]);
    if (run == 0) finding_add(c->findings, "K181", "no rule case could be run");
    check_done(c, run, "cases");
}
