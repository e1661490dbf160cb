/* SPDX-License-Identifier: MIT
 *
 * caqes simulate: what the totals of a campaign would be with other figures. */
#include "host/cli/options.h"
#include "host/cli/progress.h"
#include "host/read/dossier.h"
#include "host/simulate/report.h"

#include <getopt.h>
#include <inttypes.h>
#include <string.h>

typedef void report(FILE *stream, const struct simulation *s, struct arena *arena);

static const struct {
    const char *name;
    report *write;
} formats[] = {
    {"table", simulation_table}, {"csv", simulation_csv}, {"ndjson", simulation_json}, {"svg", simulation_svg}};

struct options {
    struct common_options common;
    const char *scenarios;
    report *write;
};

static const char usage[] =
    "usage: caqes simulate [OPTION...] CAMPAIGN.cfg SCENARIOS.cfg DOSSIERS...\n"
    "\n"
    "Evaluates every dossier under every scenario: docs/simulate.md describes the file of scenarios.\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -f, --format FORMAT   table (default), csv, ndjson or svg\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" JOBS_USAGE ISOLATION_USAGE
    "  -h, --help            this text\n";

static int take_format(struct options *o, const char *word) {
    uint32_t f;
    for (f = 0; f < sizeof formats / sizeof *formats; f++)
        if (strcmp(word, formats[f].name) == 0) {
            o->write = formats[f].write;
            return -1;
        }
    return options_error(&o->common, "--format is table, csv, ndjson or svg", word);
}

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:o:p:j:h", longs, NULL)) != -1)
        code = option == 'f' ? take_format(o, optarg) : options_take(&o->common, option, optarg);
    if (code >= 0) return code;
    if (argc - optind < 3)
        return options_error(&o->common, "a campaign, a file of scenarios and at least one dossier file are needed",
                             NULL);
    o->scenarios = argv[optind + 1];
    argv[optind + 1] = argv[optind]; /* then as for every command: a campaign, and dossiers */
    return options_dossiers(&o->common, argc, argv, optind + 1);
}

/* Every good record of the inputs, held. The reader, which owns names of files, outlives them. */
static void read_records(struct simulation *s, const struct inputs *inputs, struct dossier_reader *reader) {
    struct progress progress;
    uint32_t f;
    progress_begin(&progress, inputs->count);
    for (f = 0; f < inputs->count; f++) {
        struct arena *arena;
        struct record *record = simulation_room(s, &arena);
        if (!dossier_reader_open(reader, inputs->files[f])) continue;
        while (dossier_reader_next(reader, arena, record)) {
            simulation_keep(s);
            progress_update(&progress, f, s->establishments);
            record = simulation_room(s, &arena);
        }
    }
    progress_end(&progress);
    s->refused = dossier_reader_refused(reader);
}

/* Progress of the scenarios: each batch goes through all of them. */
static void show_progress(void *context, uint32_t batches_done, uint32_t batches) {
    struct progress *p = context;
    (void)batches;
    progress_update(p, batches_done, (uint64_t)batches_done * BATCH_RECORDS); /* the last batch may hold fewer */
}

/* The exit code, as of an evaluation: what is in error or incomplete in some scenario is said. */
static void conclude(const struct simulation *s, struct diag *diag) {
    uint64_t incomplete = 0, in_error = 0, aside = 0;
    uint32_t i;
    for (i = 0; i <= s->scenarios->count; i++) {
        incomplete += s->results[i].incomplete;
        in_error += s->results[i].in_error;
        aside += s->results[i].set_aside != 0;
    }
    if (in_error) diag_raise(diag, CAQES_EXIT_PLUGIN);
    if (incomplete) diag_raise(diag, CAQES_EXIT_INCOMPLETE);
    if (diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr,
            "caqes simulate: %u scenarios of %" PRIu64 " establishments, %u refused; over all scenarios, %" PRIu64
            " incomplete volets, %" PRIu64 " in error; a plugin is set aside in %" PRIu64 " scenarios\n",
            s->scenarios->count, s->establishments, s->refused, incomplete, in_error, aside);
}

static void simulate(const struct options *o, struct simulation *s, const struct inputs *inputs, struct output *output,
                     struct arena *arena, struct diag *diag) {
    struct dossier_reader *reader =
        dossier_reader_create(s->campaign->layout, s->campaign->model, s->campaign->year, diag);
    struct progress progress;
    bool whole;
    read_records(s, inputs, reader);
    diag_flush(diag);
    progress_begin(&progress, s->batch_count);
    progress.what = "batches";
    s->progress = show_progress;
    s->context = &progress;
    whole = simulation_run(s, o->common.isolation.jobs, diag);
    progress_end(&progress);
    if (diag->exit_code == CAQES_EXIT_SYSTEM) whole = false; /* an input was not read */
    if (whole) {
        o->write(output->stream, s, arena);
        conclude(s, diag);
    }
    output_close(output, whole, diag);
    simulation_free(s);
    dossier_reader_destroy(reader);
}

/* The file of scenarios is read too. */
static bool open_output(const struct options *o, const struct campaign *campaign, const struct inputs *inputs,
                        struct output *output, struct arena *arena, struct diag *diag) {
    struct inputs reads = {arena_array(arena, inputs->count + 1, sizeof *inputs->files), inputs->count + 1};
    memcpy(reads.files, inputs->files, inputs->count * sizeof *inputs->files);
    reads.files[inputs->count] = o->scenarios;
    return options_output(&o->common, campaign, &reads, output, diag);
}

int cmd_simulate(int argc, char **argv) {
    struct options options = {.common = {.command = "simulate", .usage = usage, .isolation = ISOLATION_DEFAULT},
                              .write = simulation_table};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct simulation s = {.campaign = NULL};
    struct output output;
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    s.campaign = options_campaign(&options.common, &arena, &diag);
    if (s.campaign) s.scenarios = scenarios_read(options.scenarios, s.campaign, &arena, &diag);
    if (s.scenarios && inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag) &&
        open_output(&options, s.campaign, &inputs, &output, &arena, &diag))
        simulate(&options, &s, &inputs, &output, &arena, &diag);
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
