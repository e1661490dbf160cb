/* SPDX-License-Identifier: MIT
 *
 * caqes evaluate: the way of the data from end to end, a batch at a time. */
#include "host/cli/batches.h"
#include "host/cli/options.h"
#include "host/cli/second_reading.h"
#include "host/grid/grid.h"
#include "host/measure/measure.h"
#include "host/report/grid_json.h"
#include "host/report/summary.h"
#include "host/report/table.h"
#include "host/settle/settle.h"

#include <getopt.h>
#include <string.h>

struct options {
    struct common_options common;
    bool explain;
};

/* A plugin that fails on so many establishments is set aside, for all of them. */
enum { FAILURES_ALLOWED = 2 };

/* One run: what lasts longer than a batch. */
struct run {
    const struct options *options;
    struct diag *diag;
    struct campaign *campaign;
    struct output output;
    struct json_writer json;
    struct run_summary summary;
    uint32_t incomplete;
    uint32_t failures[CAMPAIGN_MAX_PLUGINS]; /* establishments on which each plugin failed */
    bool set_aside;                          /* one failed too often: what is written is taken back */
};

static const char usage[] =
    "usage: caqes evaluate [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -f, --format FORMAT   table (default), json or ndjson\n"
    "  -e, --explain         with json and ndjson: the steps behind every amount and indicator\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" ISOLATION_USAGE
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"explain", no_argument, NULL, 'e'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:eo:p:h", longs, NULL)) != -1) {
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

/* What can be done: nothing to a plugin that was refused before it could fail. */
static const char *mend_of(const struct campaign *c, uint32_t volet) {
    int32_t plugin = c->volet_plugin[volet];
    if (plugin < 0 || c->plugins[plugin].refusal)
        return "the volet has no amount: no accepted plugin settles it; see what was said of the campaign's plugins";
    return "the volet has no amount; mend the plugin, or the rule that concerns it";
}

/* Tells the operator which plugin failed on which establishment; the grid says it too. */
static void report_faults(struct run *run, const struct grid *g) {
    const struct record *r = &g->batch->records[g->record];
    uint32_t row, k;
    for (row = 0; row < g->row_count; row++) {
        const struct volet_verdict *v = &g->rows[row].verdict;
        if (v->status == VOLET_INCOMPLETE) run->incomplete++;
        if (row == 0 && g->fault) diag_raise(run->diag, CAQES_EXIT_PLUGIN);
        if (v->status != VOLET_ERROR) continue;
        for (k = 0; k < v->reason_count; k++) {
            struct diag_message m = {
                .code = "P301",
                .place = {r->file, r->line, 0},
                .found = v->reasons[k],
                .found_length = strlen(v->reasons[k]),
                .mend = mend_of(run->campaign, (uint32_t)(g->rows[row].volet - run->campaign->model->volets))};
            diag_report(run->diag, &m, "establishment %s: the volet %s is in error", r->finess,
                        g->rows[row].volet->code);
        }
    }
}

static void write_grid(struct run *run, const struct grid *g, struct arena *work) {
    if (run->options->common.format == FORMAT_TABLE) {
        table_print(run->output.stream, g, work);
    } else {
        grid_json(&run->json, g, run->options->explain);
        if (run->options->common.format == FORMAT_NDJSON) json_end_line(&run->json);
        json_flush(&run->json, run->output.stream);
    }
}

static void count_failures(struct run *run, const struct batch *b) {
    uint32_t p;
    for (p = 0; p < run->campaign->plugin_count; p++) {
        run->failures[p] += (uint32_t)__builtin_popcountll(b->failed[p]);
        if (run->failures[p] > FAILURES_ALLOWED) run->set_aside = true;
    }
}

static void evaluate_batch(void *context, const struct record *records, uint32_t count, struct arena *work) {
    struct run *run = context;
    struct batch batch;
    struct grid grid;
    uint32_t r;
    batch_open(&batch, run->campaign, records, count, work);
    measure(&batch);
    settle(&batch);
    count_failures(run, &batch);
    for (r = 0; r < count && !run->set_aside; r++) {
        grid_build(&batch, r, &grid);
        report_faults(run, &grid);
        summary_add(&run->summary, &grid);
        write_grid(run, &grid, work);
    }
}

static void json_head(struct run *run) {
    run->json.pretty = true;
    json_begin(&run->json, '{');
    json_field(&run->json, "format", "caqes-evaluation");
    json_field_integer(&run->json, "version", GRID_JSON_VERSION);
    json_field(&run->json, "campagne", run->campaign->name);
    json_key(&run->json, "grilles");
    json_begin(&run->json, '[');
}

static void json_tail(struct run *run, const struct inputs *inputs, struct arena *arena) {
    json_end(&run->json, ']');
    summary_json(&run->json, &run->summary);
    digests_json(&run->json, run->campaign, inputs_digests(inputs, arena), inputs->count);
    json_end(&run->json, '}');
    json_end_line(&run->json);
    json_flush(&run->json, run->output.stream);
}

static void evaluate_once(struct run *run, const struct inputs *inputs, struct arena *arena) {
    if (run->options->common.format == FORMAT_JSON) json_head(run);
    run->summary.refused = batches_run(run->campaign, inputs, run->diag, evaluate_batch, run);
    if (run->options->common.format == FORMAT_JSON) json_tail(run, inputs, arena);
    if (run->options->common.format == FORMAT_TABLE) summary_print(run->output.stream, &run->summary);
}

/* Refuses the plugins that failed too often; the run then begins again, without a second word about its dossiers. */
static void set_aside(struct run *run, const struct diag *before) {
    struct diag_message m = {.code = "P304", .mend = "mend it; what it feeds has no amount, the rest is evaluated"};
    FILE *stream = run->diag->stream;
    uint32_t p;
    *run->diag = *before;
    run->diag->stream = stream;
    for (p = 0; p < run->campaign->plugin_count; p++) {
        struct campaign_plugin *plugin = &run->campaign->plugins[p];
        if (run->failures[p] > FAILURES_ALLOWED) {
            m.place.file = plugin->plugin->file;
            plugin->refusal = "mis à l'écart : il échoue sur plusieurs établissements";
            diag_report(run->diag, &m, "%s failed on more than %d establishments: set aside for all of them",
                        plugin->plugin->manifest->id, FAILURES_ALLOWED);
        }
        run->failures[p] = 0;
    }
    run->diag->stream = NULL;
    run->summary = (struct run_summary){0};
    run->incomplete = 0;
    run->set_aside = false;
}

/* Which plugins fail too often is known at the end only, and must not depend on the order of the dossiers. */
static void evaluate_all(struct run *run, struct inputs *inputs, struct arena *arena) {
    struct diag before = *run->diag;
    FILE *stream = run->diag->stream;
    if (!second_reading_keep(inputs, run->diag)) return;
    evaluate_once(run, inputs, arena);
    while (run->set_aside && second_reading_possible(inputs, run->diag) && second_reading_begin(inputs, run->diag) &&
           output_restart(&run->output, run->diag)) {
        run->diag->stream = stream;
        set_aside(run, &before);
        before = *run->diag;
        run->json.length = 0;
        evaluate_once(run, inputs, arena);
    }
    run->diag->stream = stream;
}

/* Silent when all is well; else what became of the run, in one line. */
static void say_outcome(const struct run *run) {
    if (run->incomplete) diag_raise(run->diag, CAQES_EXIT_INCOMPLETE);
    if (run->diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr, "caqes evaluate: %u evaluated, %u refused, %u incomplete volets, %u errors, %u warnings\n",
            run->summary.establishments, run->summary.refused, run->incomplete, run->diag->errors, run->diag->warnings);
}

int cmd_evaluate(int argc, char **argv) {
    struct options options = {
        .common = {.command = "evaluate", .usage = usage, .lines = true, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct run run = {.options = &options, .diag = &diag};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run.campaign = options_campaign(&options.common, &arena, &diag);
    if (run.campaign && inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag) &&
        options_output(&options.common, run.campaign, &inputs, &run.output, &diag)) {
        evaluate_all(&run, &inputs, &arena);
        output_close(&run.output, diag.exit_code != CAQES_EXIT_SYSTEM, &diag); /* an input not read: not the whole */
        say_outcome(&run);
    }
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    json_free(&run.json);
    arena_free(&arena);
    return (int)diag.exit_code;
}
