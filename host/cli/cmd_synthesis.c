/* SPDX-License-Identifier: MIT
 *
 * caqes synthesis: the national indicators of many establishments together; and, from results that are there, the
 * national follow-up, what the IRAPS is shown, and the check of published tables. */
#include "host/base/text.h"
#include "host/cli/batches.h"
#include "host/cli/follow_run.h"
#include "host/cli/options.h"
#include "host/measure/measure.h"
#include "host/report/synthesis_report.h"
#include "host/synthesis/iraps.h"

#include <getopt.h>
#include <string.h>

struct options {
    struct common_options common;
    const char *statut, *format, *group;
    struct follow_options follow;
};

struct run {
    struct campaign *campaign;
    struct synthesis synthesis;
    int32_t statut; /* index in the model, or -1 for all */
    struct diag *diag;
};

static const char usage[] =
    "usage: caqes synthesis [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "       caqes synthesis --follow-up [OPTION...] RESULTS... FACTS.cfg...\n"
    "       caqes synthesis --iraps [OPTION...] RESULTS...\n"
    "       caqes synthesis --check [OPTION...] TABLE.csv...\n"
    "\n"
    "The national indicators of the establishments together: how many reach each, and the value of the whole.\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -s, --statut STATUT   only establishments of this statut: SSA gives the synthesis of the HIA\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" ISOLATION_USAGE "\n"
    "Tables from results that are there, of several regions and years (docs/synthesis.md). RESULTS are\n"
    "archives, or what caqes evaluate writes with --format json or ndjson.\n"
    "\n"
    "      --follow-up       the national follow-up; FACTS.cfg say what no evaluation gives\n"
    "      --iraps           the yearly documents of the IRAPS; results of caqes target give the list\n"
    "      --group N         the smallest group of establishments that --iraps shows (default 5)\n"
    "      --check           what does not hold in published tables, typed as CSV\n"
    "\n"
    "Always:\n"
    "\n"
    "  -f, --format FORMAT   table (default), csv, json, html or xlsx\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -h, --help            this text\n";

enum { OPTION_FOLLOW_UP = 256, OPTION_IRAPS, OPTION_CHECK, OPTION_GROUP };

static int take_mode(struct options *o, enum follow_mode mode) {
    if (o->follow.mode != FOLLOW_MODE_NONE && o->follow.mode != mode)
        return options_error(&o->common, "only one of --follow-up, --iraps and --check may be given", NULL);
    o->follow.mode = mode;
    return -1;
}

static int take_option(struct options *o, int option, const char *argument) {
    switch (option) {
    case 's': o->statut = argument; return -1;
    case 'f': o->format = argument; return -1;
    case OPTION_FOLLOW_UP: return take_mode(o, FOLLOW_MODE_NATIONAL);
    case OPTION_IRAPS: return take_mode(o, FOLLOW_MODE_IRAPS);
    case OPTION_CHECK: return take_mode(o, FOLLOW_MODE_CHECK);
    case OPTION_GROUP: o->group = argument; return -1;
    default: return options_take(&o->common, option, argument);
    }
}

static int take_report(struct options *o) {
    static const struct {
        const char *name;
        follow_report *report;
    } formats[] = {{"table", follow_report_text},
                   {"csv", follow_report_csv},
                   {"json", follow_report_json},
                   {"html", follow_report_html},
                   {"xlsx", follow_report_xlsx}};
    uint32_t f;
    for (f = 0; f < sizeof formats / sizeof *formats; f++)
        if (!o->format || strcmp(o->format, formats[f].name) == 0) {
            o->follow.report = formats[f].report;
            return -1;
        }
    return options_error(&o->common, "--format is table, csv, json, html or xlsx", o->format);
}

/* What a follow-up, the IRAPS or a check may be given. */
static int follow_options(struct options *o, int argc, char **argv) {
    int64_t group = IRAPS_SMALLEST_GROUP;
    if (o->statut || o->common.dirs.count > 0)
        return options_error(&o->common, "--statut and --plugins are for a campaign and dossiers", NULL);
    if (o->group && o->follow.mode != FOLLOW_MODE_IRAPS)
        return options_error(&o->common, "--group is for --iraps", o->group);
    if (o->group && (decimal_parse(o->group, strlen(o->group), 0, &group) != DECIMAL_OK || group < IRAPS_LEAST_GROUP ||
                     group > IRAPS_MOST_GROUP))
        return options_error(&o->common, "--group is a whole number from 3 to 1000", o->group);
    if (optind == argc) return options_error(&o->common, "at least one file is needed", NULL);
    o->follow.group = (uint32_t)group;
    o->common.inputs = argv + optind;
    o->common.input_count = argc - optind;
    return take_report(o);
}

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"statut", required_argument, NULL, 's'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          {"follow-up", no_argument, NULL, OPTION_FOLLOW_UP},
                                          {"iraps", no_argument, NULL, OPTION_IRAPS},
                                          {"check", no_argument, NULL, OPTION_CHECK},
                                          {"group", required_argument, NULL, OPTION_GROUP},
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "s:f:o:p:h", longs, NULL)) != -1)
        code = take_option(o, option, optarg);
    if (code >= 0) return code;
    if (o->follow.mode != FOLLOW_MODE_NONE) return follow_options(o, argc, argv);
    if (o->group) return options_error(&o->common, "--group is for --iraps", o->group);
    if ((code = take_report(o)) >= 0) return code;
    return options_dossiers(&o->common, argc, argv, optind);
}

static void add_batch(void *context, const struct record_batch *b) {
    struct run *run = context;
    struct batch batch;
    uint32_t r;
    batch_open(&batch, run->campaign, b->records, b->count, b->work);
    measure(&batch);
    for (r = 0; r < b->count; r++)
        if (run->statut < 0 || b->records[r].statut == (uint32_t)run->statut) synthesis_add(&run->synthesis, &batch, r);
}

/* False when a workbook could not be made. */
static bool write_synthesis(const struct run *run, const struct options *o, FILE *stream, struct arena *arena) {
    const char *who = o->statut ? arena_format(arena, "statut %s", o->statut) : NULL;
    struct json_writer json = {.pretty = true};
    struct follow_document out = {.arena = arena};
    if (o->follow.report != follow_report_json) {
        synthesis_tables(&run->synthesis, who, &out);
        return follow_run_report(o->follow.report, stream, &out, run->diag);
    }
    synthesis_json(&json, &run->synthesis, who);
    json_flush(&json, stream);
    json_free(&json);
    return true;
}

static int run_synthesis(const struct options *o, struct run *run, struct arena *arena, struct diag *diag) {
    struct inputs inputs = {NULL, 0};
    struct batch_user user = {.take = add_batch, .context = run};
    struct output output;
    bool written;
    run->diag = diag;
    if (!inputs_expand(&inputs, o->common.inputs, o->common.input_count, arena, diag)) return (int)diag->exit_code;
    if (!options_output(&o->common, run->campaign, &inputs, &output, diag)) return (int)diag->exit_code;
    synthesis_open(&run->synthesis, run->campaign, arena);
    run->synthesis.refused = batches_run(run->campaign, &inputs, 1, &user, diag);
    written = write_synthesis(run, o, output.stream, arena) && diag->exit_code != CAQES_EXIT_SYSTEM;
    output_close(&output, written, diag);
    return (int)diag->exit_code;
}

int cmd_synthesis(int argc, char **argv) {
    struct options options = {.common = {.command = "synthesis", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct run run = {.statut = -1};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (options.follow.mode != FOLLOW_MODE_NONE) return follow_run(&options.common, &options.follow);
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run.campaign = options_campaign(&options.common, &arena, &diag);
    if (run.campaign && options.statut) {
        run.statut = model_statut_index(run.campaign->model, options.statut);
        if (run.statut < 0)
            code = options_error(&options.common, "--statut is not one of the contract model", options.statut);
    }
    if (run.campaign && code < 0) run_synthesis(&options, &run, &arena, &diag);
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return code < 0 ? (int)diag.exit_code : code;
}
