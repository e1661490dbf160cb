/* SPDX-License-Identifier: MIT
 *
 * caqes evaluate: the grids of a campaign. */
#include "host/check/ceilings.h"
#include "host/cli/evaluation.h"
#include "host/cli/keep_run.h"
#include "host/cli/options.h"
#include "host/cli/shard_run.h"
#include "host/report/grid_compact.h"
#include "host/report/grid_json.h"
#include "host/report/summary.h"
#include "host/report/table.h"

#include <getopt.h>

struct options {
    struct common_options common;
    bool explain;
    const char *archive; /* NULL: the run is not kept */
    struct shard_run shard;
};

/* One run: what lasts longer than a batch. */
struct run {
    const struct options *options;
    struct inputs *inputs;
    struct arena *arena;
    struct evaluation evaluation;
    struct output output;
    struct json_writer json;
    struct run_summary summary;
    struct shard_run *shard;
};

static const char usage[] =
    "usage: caqes evaluate [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -f, --format FORMAT   table (default), json, ndjson, or compact: a short line for each\n"
    "  -e, --explain         with json and ndjson: the steps behind every amount and indicator\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -a, --archive FILE    keep there all that was read and what it gave, for caqes replay and caqes diff\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n"
    "      --any-version     to compare: take plugins of other versions than the campaign says\n"
    "      --inside          refuse a campaign that reads files outside the current folder\n" JOBS_USAGE ISOLATION_USAGE
    "      --shard I/N       with ndjson or compact, and --output: only the I-th of N shares of the dossiers, into a\n"
    "                        part for caqes merge; a part that is there already is left as it is\n"
    "      --set-aside ID    with --shard: without this plugin, as caqes merge says; may be repeated\n"
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"explain", no_argument, NULL, 'e'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"archive", required_argument, NULL, 'a'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          {"any-version", no_argument, NULL, 'v'},
                                          {"inside", no_argument, NULL, 'I'},
                                          {"shard", required_argument, NULL, 'S'},
                                          {"set-aside", required_argument, NULL, 'A'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:eo:a:p:j:h", longs, NULL)) != -1) {
        if (option == 'e') {
            o->explain = true;
        } else if (option == 'a') {
            o->archive = optarg;
        } else if (option == 'I') {
            o->common.inside = true;
        } else if (option == 'S') {
            if (!shard_option(&o->shard, optarg))
                code = options_error(&o->common, "--shard is I/N: 1/8 to 8/8, for eight shares", optarg);
        } else if (option == 'A') {
            if (!shard_set_aside(&o->shard, optarg))
                code = options_error(&o->common, "--set-aside is given too often", optarg);
        } else if (option == 'v') {
            o->common.any_version = true;
        } else {
            code = options_take(&o->common, option, optarg);
        }
    }
    if (code < 0) code = options_dossiers(&o->common, argc, argv, optind);
    if (code < 0 && o->explain && (o->common.format == FORMAT_TABLE || o->common.format == FORMAT_COMPACT))
        code = options_error(&o->common, "--explain goes with json or ndjson", NULL);
    if (code < 0 && o->archive && o->common.format == FORMAT_COMPACT)
        code = options_error(&o->common, "--archive goes with table, json or ndjson", NULL);
    if (code < 0) code = shard_check(&o->shard, &o->common, o->archive != NULL);
    return code;
}

static void add_grid(void *context, const struct grid *g, struct arena *work) {
    struct run *run = context;
    (void)work;
    if (run->shard) {
        shard_grid(run->shard, g);
    } else {
        summary_add(&run->summary, g);
    }
}

static void write_grid(void *context, const struct grid *g, struct page *page, struct arena *work) {
    const struct run *run = context;
    if (run->options->common.format == FORMAT_TABLE) {
        table_print(page_stream(page), g, work);
        return;
    }
    if (page->json.length == 0) json_apart(&page->json, &run->json);
    if (run->options->common.format == FORMAT_COMPACT) {
        grid_compact(&page->json, g);
    } else {
        grid_json(&page->json, g, run->options->explain);
    }
    if (run->options->common.format != FORMAT_JSON) json_end_line(&page->json);
}

static void turn_page(void *context, struct page *page) {
    struct run *run = context;
    if (run->shard) {
        shard_lines(run->shard, &page->json);
    } else {
        page_turn(page, &run->json, run->output.stream);
    }
}

static void begin(void *context) {
    struct run *run = context;
    run->summary = (struct run_summary){0};
    run->json.length = 0;
    if (run->shard) shard_begin(run->shard, run->output.stream, run->evaluation.diag);
    if (run->options->common.format != FORMAT_JSON) return;
    run->json.pretty = true;
    json_begin(&run->json, '{');
    json_field(&run->json, "format", "caqes-evaluation");
    json_field_integer(&run->json, "version", GRID_JSON_VERSION);
    json_field(&run->json, "campagne", run->evaluation.campaign->name);
    json_key(&run->json, "grilles");
    json_begin(&run->json, '[');
}

static void end(void *context) {
    struct run *run = context;
    if (run->shard) shard_end(run->shard);
    run->summary.refused = run->evaluation.refused;
    if (run->options->common.format == FORMAT_TABLE) summary_print(run->output.stream, &run->summary);
    if (run->options->common.format != FORMAT_JSON) return;
    json_end(&run->json, ']');
    summary_json(&run->json, &run->summary);
    digests_json(&run->json, run->evaluation.campaign, inputs_digests(run->inputs, run->arena), run->inputs->count);
    json_end(&run->json, '}');
    json_end_line(&run->json);
    json_flush(&run->json, run->output.stream);
}

/* Once the output is open. */
static void evaluate(struct run *run, struct kept_run *kept, struct diag *diag) {
    const struct common_options *o = &run->options->common;
    bool whole = keep_run_begin(kept, o, run->evaluation.campaign, run->inputs, run->arena, diag);
    if (whole) evaluation_run(&run->evaluation, run->inputs);
    if (diag->exit_code == CAQES_EXIT_SYSTEM) whole = false; /* an input was not read */
    whole = keep_run_end(kept, o, run->options->explain, &run->output, whole, diag);
    whole = output_close(&run->output, whole, diag) && whole;
    evaluation_say(&run->evaluation, "evaluate");
    /* What was found of the dossiers is in the part, and said by the merge: for who runs it, the shard is done. */
    if (run->shard && whole) diag->exit_code = CAQES_EXIT_DONE;
}

static void run_campaign(struct run *run, struct options *options, struct kept_run *kept, struct diag *diag) {
    struct common_options *o = &options->common;
    struct campaign *campaign = options_campaign(o, run->arena, diag);
    if (!campaign) return;
    run->evaluation.campaign = campaign;
    ceilings_report(campaign, &o->isolation, diag);
    if (!inputs_expand(run->inputs, o->inputs, o->input_count, run->arena, diag)) return;
    if (run->shard) {
        if (!shard_prepare(run->shard, o, options->explain, campaign, run->inputs, run->arena, diag)) return;
        if (shard_is_done(run->shard, o)) {
            diag->exit_code = CAQES_EXIT_DONE;
            return;
        }
    }
    if (options_output(o, campaign, run->inputs, &run->output, diag)) evaluate(run, kept, diag);
}

int cmd_evaluate(int argc, char **argv) {
    struct options options = {
        .common = {
            .command = "evaluate", .usage = usage, .last_format = FORMAT_COMPACT, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct run run = {.options = &options, .inputs = &inputs, .arena = &arena};
    struct kept_run kept = {.path = NULL};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (options.shard.shard.count) run.shard = &options.shard;
    run.evaluation = (struct evaluation){.diag = &diag,
                                         .output = &run.output,
                                         .unsaid = options.common.format == FORMAT_COMPACT,
                                         .jobs = options.common.isolation.jobs,
                                         .shard = run.shard ? &run.shard->shard : NULL,
                                         .begin = begin,
                                         .each = add_grid,
                                         .end = end,
                                         .write = write_grid,
                                         .turn = turn_page,
                                         .context = &run};
    kept.path = options.archive;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run_campaign(&run, &options, &kept, &diag);
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    json_free(&run.json);
    arena_free(&arena);
    return (int)diag.exit_code;
}
