/* SPDX-License-Identifier: MIT
 *
 * caqes target: to which establishments an additional volet may be proposed, and why. */
#include "host/cli/options.h"
#include "host/cli/targeting_run.h"
#include "host/report/grid_json.h"
#include "host/report/target_json.h"
#include "host/report/target_summary.h"
#include "host/report/target_table.h"

#include <getopt.h>

struct options {
    struct common_options common;
    bool explain;
};

struct run {
    const struct options *options;
    struct campaign *campaign;
    struct targeting_run targeting;
    struct output output;
    struct json_writer json;
    struct target_summary summary;
};

static const char usage[] =
    "usage: caqes target [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "Lists, for each establishment and additional volet, whether it is targeted, and why.\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -f, --format FORMAT   table (default), json or ndjson\n"
    "  -e, --explain         with json and ndjson: the steps behind every ground\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" JOBS_USAGE ISOLATION_USAGE
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"explain", no_argument, NULL, 'e'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:eo:p:j:h", longs, NULL)) != -1) {
        if (option == 'e') {
            o->explain = true;
        } else {
            code = options_take(&o->common, option, optarg);
        }
    }
    if (code < 0) code = options_dossiers(&o->common, argc, argv, optind);
    if (code < 0 && o->explain && o->common.format == FORMAT_TABLE)
        code = options_error(&o->common, "--explain goes with json or ndjson", NULL);
    return code;
}

static void write_targeting(void *context, const struct targeting *t) {
    struct run *run = context;
    target_summary_add(&run->summary, t);
    if (run->options->common.format == FORMAT_TABLE) {
        target_table(run->output.stream, t);
    } else {
        target_json(&run->json, t, run->options->explain);
        if (run->options->common.format == FORMAT_NDJSON) json_end_line(&run->json);
        json_flush(&run->json, run->output.stream);
    }
}

static void json_head(struct run *run) {
    run->json.pretty = true;
    json_begin(&run->json, '{');
    json_field(&run->json, "format", "caqes-ciblages");
    json_field_integer(&run->json, "version", TARGET_JSON_VERSION);
    json_field(&run->json, "campagne", run->campaign->name);
    json_key(&run->json, "ciblages");
    json_begin(&run->json, '[');
}

static void json_tail(struct run *run, const struct inputs *inputs, struct arena *arena) {
    json_end(&run->json, ']');
    target_summary_json(&run->json, &run->summary);
    digests_json(&run->json, run->campaign, inputs_digests(inputs, arena), inputs->count);
    json_end(&run->json, '}');
    json_end_line(&run->json);
    json_flush(&run->json, run->output.stream);
}

static void target_all(struct run *run, const struct inputs *inputs, struct arena *arena) {
    if (run->options->common.format == FORMAT_JSON) json_head(run);
    run->summary.model = run->campaign->model;
    targeting_judge(&run->targeting, inputs);
    run->summary.refused = run->targeting.refused;
    if (run->options->common.format == FORMAT_JSON) json_tail(run, inputs, arena);
    if (run->options->common.format == FORMAT_TABLE) target_summary_print(run->output.stream, &run->summary);
}

int cmd_target(int argc, char **argv) {
    struct options options = {
        .common = {.command = "target", .usage = usage, .last_format = FORMAT_NDJSON, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct run run = {.options = &options};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run.campaign = options_campaign(&options.common, &arena, &diag);
    run.targeting = (struct targeting_run){.campaign = run.campaign,
                                           .diag = &diag,
                                           .jobs = options.common.isolation.jobs,
                                           .each = write_targeting,
                                           .context = &run};
    if (run.campaign && inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag) &&
        targeting_population(&run.targeting, &inputs) &&
        options_output(&options.common, run.campaign, &inputs, &run.output, &diag)) {
        target_all(&run, &inputs, &arena);
        output_close(&run.output, diag.exit_code != CAQES_EXIT_SYSTEM, &diag); /* an input not read: not the whole */
        targeting_say(&run.targeting, "target");
    }
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    population_destroy(run.targeting.population);
    json_free(&run.json);
    arena_free(&arena);
    return (int)diag.exit_code;
}
