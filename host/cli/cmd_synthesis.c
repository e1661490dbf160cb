/* SPDX-License-Identifier: MIT
 *
 * caqes synthesis: the national indicators of many establishments together. */
#include "host/cli/batches.h"
#include "host/cli/options.h"
#include "host/measure/measure.h"
#include "host/report/synthesis_report.h"

#include <getopt.h>
#include <string.h>

struct options {
    struct common_options common;
    const char *statut;
};

struct run {
    struct campaign *campaign;
    struct synthesis synthesis;
    int32_t statut; /* index in the model, or -1 for all */
};

static const char usage[] =
    "usage: caqes synthesis [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "The national indicators of the establishments together: how many reach each, and the value of the whole.\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -s, --statut STATUT   only establishments of this statut: SSA gives the synthesis of the HIA\n"
    "  -f, --format FORMAT   table (default) or json\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" ISOLATION_USAGE
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"statut", required_argument, NULL, 's'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "s:f:o:p:h", longs, NULL)) != -1) {
        if (option == 's') {
            o->statut = optarg;
        } else {
            code = options_take(&o->common, option, optarg);
        }
    }
    return code < 0 ? options_dossiers(&o->common, argc, argv, optind) : code;
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

static void write_synthesis(const struct run *run, const struct options *o, FILE *stream, struct arena *arena) {
    const char *who = o->statut ? arena_format(arena, "statut %s", o->statut) : NULL;
    struct json_writer json = {.pretty = true};
    if (o->common.format == FORMAT_TABLE) {
        synthesis_table(stream, &run->synthesis, who, arena);
        return;
    }
    synthesis_json(&json, &run->synthesis, who);
    json_flush(&json, stream);
    json_free(&json);
}

static int run_synthesis(const struct options *o, struct run *run, struct arena *arena, struct diag *diag) {
    struct inputs inputs = {NULL, 0};
    struct batch_user user = {NULL, add_batch, run};
    struct output output;
    if (!inputs_expand(&inputs, o->common.inputs, o->common.input_count, arena, diag)) return (int)diag->exit_code;
    if (!options_output(&o->common, run->campaign, &inputs, &output, diag)) return (int)diag->exit_code;
    synthesis_open(&run->synthesis, run->campaign, arena);
    run->synthesis.refused = batches_run(run->campaign, &inputs, 1, &user, diag);
    write_synthesis(run, o, output.stream, arena);
    output_close(&output, diag->exit_code != CAQES_EXIT_SYSTEM, diag);
    return (int)diag->exit_code;
}

int cmd_synthesis(int argc, char **argv) {
    struct options options = {.common = {.command = "synthesis", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct run run = {.statut = -1};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
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
