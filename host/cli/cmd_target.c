/* SPDX-License-Identifier: MIT
 *
 * caqes target: to which establishments an additional volet may be proposed, and why. When a plugin compares with
 * the population, the dossiers are read twice: first for its statistics, then to judge. */
#include "host/cli/batches.h"
#include "host/cli/options.h"
#include "host/cli/second_reading.h"
#include "host/measure/measure.h"
#include "host/report/grid_json.h"
#include "host/report/target_json.h"
#include "host/report/target_summary.h"
#include "host/report/target_table.h"

#include <getopt.h>
#include <string.h>

struct options {
    struct common_options common;
    bool explain;
};

struct run {
    const struct options *options;
    struct diag *diag;
    struct campaign *campaign;
    struct population *population; /* NULL when no plugin compares with it */
    struct output output;
    struct json_writer json;
    struct target_summary summary;
    uint32_t undetermined;
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

/* ---- First reading: the population --------------------------------------------------------------- */

static void add_batch(void *context, const struct record *records, uint32_t count, struct arena *work) {
    struct run *run = context;
    uint32_t r;
    (void)work;
    for (r = 0; r < count; r++) population_add(run->population, &records[r]);
}

/* False after a message. What is wrong with a dossier is said by the second reading. */
static bool read_population(struct run *run, const struct inputs *inputs) {
    struct diag silent = {.stream = NULL};
    if (!population_needed(run->campaign->layout)) return true;
    if (!second_reading_possible(inputs, run->diag) || !second_reading_keep(inputs, run->diag)) return false;
    run->population = population_create(run->campaign->layout);
    batches_run(run->campaign, inputs, &silent, add_batch, run);
    population_report(run->population, run->diag);
    return second_reading_begin(inputs, run->diag);
}

/* ---- Second reading: the decisions --------------------------------------------------------------- */

/* Tells the operator which plugin failed on which establishment; the listing says it too. */
static void report_faults(struct run *run, const struct targeting *t) {
    const struct record *r = &t->batch->records[t->record];
    const struct campaign *c = run->campaign;
    uint32_t k;
    for (k = 0; k < t->volet_count; k++) {
        const struct volet_targeting *v = &t->volets[k];
        bool settled = c->volet_plugin[v->volet] >= 0 && !c->plugins[c->volet_plugin[v->volet]].refusal;
        run->undetermined +=
            v->volet_decision == TARGETING_UNDETERMINED || (v->has_msap && v->msap_decision == TARGETING_UNDETERMINED);
        if (v->volet_decision == TARGETING_ERROR || (v->has_msap && v->msap_decision == TARGETING_ERROR)) {
            struct diag_message m = {.code = "P301",
                                     .place = {r->file, r->line, 0},
                                     .found = v->reason,
                                     .found_length = strlen(v->reason),
                                     .mend = settled ? "mend the plugin, or remove it by a rule"
                                                     : "see what was said of the campaign's plugins"};
            diag_report(run->diag, &m, "establishment %s: the ciblage of the volet %s is in error", r->finess,
                        c->model->volets[v->volet].code);
        }
    }
}

static void write_targeting(struct run *run, const struct targeting *t) {
    if (run->options->common.format == FORMAT_TABLE) {
        target_table(run->output.stream, t);
    } else {
        target_json(&run->json, t, run->options->explain);
        if (run->options->common.format == FORMAT_NDJSON) json_end_line(&run->json);
        json_flush(&run->json, run->output.stream);
    }
}

static void target_batch(void *context, const struct record *records, uint32_t count, struct arena *work) {
    struct run *run = context;
    struct targeting *targetings = arena_array(work, count, sizeof *targetings);
    struct batch batch;
    uint32_t r;
    batch_open(&batch, run->campaign, records, count, work);
    target(&batch, run->population, targetings);
    for (r = 0; r < count; r++) {
        report_faults(run, &targetings[r]);
        target_summary_add(&run->summary, &targetings[r]);
        write_targeting(run, &targetings[r]);
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
    run->summary.refused = batches_run(run->campaign, inputs, run->diag, target_batch, run);
    if (run->options->common.format == FORMAT_JSON) json_tail(run, inputs, arena);
    if (run->options->common.format == FORMAT_TABLE) target_summary_print(run->output.stream, &run->summary);
}

/* Silent when all is well; else what became of the run, in one line. */
static void say_outcome(const struct run *run) {
    if (run->undetermined) diag_raise(run->diag, CAQES_EXIT_INCOMPLETE);
    if (run->diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr, "caqes target: %u examined, %u refused, %u undetermined volets, %u errors, %u warnings\n",
            run->summary.establishments, run->summary.refused, run->undetermined, run->diag->errors,
            run->diag->warnings);
}

int cmd_target(int argc, char **argv) {
    struct options options = {
        .common = {.command = "target", .usage = usage, .lines = true, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct run run = {.options = &options, .diag = &diag};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run.campaign = options_campaign(&options.common, &arena, &diag);
    if (run.campaign && inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag) &&
        read_population(&run, &inputs) && options_output(&options.common, run.campaign, &inputs, &run.output, &diag)) {
        target_all(&run, &inputs, &arena);
        output_close(&run.output, diag.exit_code != CAQES_EXIT_SYSTEM, &diag); /* an input not read: not the whole */
        say_outcome(&run);
    }
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    population_destroy(run.population);
    json_free(&run.json);
    arena_free(&arena);
    return (int)diag.exit_code;
}
