/* SPDX-License-Identifier: MIT
 *
 * caqes report: the documents that people read, print and send. */
#include "host/cli/command.h"

#include "host/base/exit_code.h"
#include "host/cli/evaluation.h"
#include "host/cli/options.h"
#include "host/document/document.h"
#include "host/document/site.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

static const struct document_kind *const kinds[] = {&document_xlsx, &document_html, &document_csv, &document_csv_rfc,
                                                    &document_letter};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

struct options {
    struct common_options common;
    const struct document_kind *kind;
    const char *finess, *letterhead;
    const char *site, *previous; /* a folder; results of another year */
    bool before_signature, no_distances;
};

struct run {
    const struct options *options;
    struct evaluation evaluation;
    struct output output;
    struct document document;
    struct site *site;
};

static const char usage[] =
    "usage: caqes report --format FORMAT [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "       caqes report --site FOLDER [OPTION...] CAMPAIGN.cfg DOSSIERS...\n"
    "\n"
    "DOSSIERS are files (one dossier, or one per line), folders of them, or - for standard input.\n"
    "\n"
    "  -f, --format FORMAT   xlsx: a workbook; html: a page; csv: for a spreadsheet in French; csv-rfc: for programs;\n"
    "                        lettre: the letters that notify the decisions\n"
    "  -s, --site FOLDER     pages that open from a disk: a dashboard, the list, and a page for each establishment\n"
    "  -P, --previous RESULTS  with --site: results of another year (json or ndjson), shown beside these\n"
    "      --no-distances    with --site: without what was missing and what would have been enough, which takes "
    "longest\n"
    "  -F, --finess FINESS   only this establishment; every dossier is evaluated all the same\n"
    "  -B, --before-signature  obligations, targets and weights, without results (not lettre)\n"
    "  -L, --letterhead FILE what letters say of who sends them: a file caqes-courrier\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" JOBS_USAGE ISOLATION_USAGE
    "  -h, --help            this text\n";

static int take_kind(struct options *o, const char *name) {
    unsigned k;
    for (k = 0; k < KIND_COUNT; k++)
        if (strcmp(kinds[k]->name, name) == 0) o->kind = kinds[k];
    return o->kind ? -1 : options_error(&o->common, "--format is xlsx, html, csv, csv-rfc or lettre", name);
}

/* -1 to go on, or an exit code. */
static int check_options(const struct options *o) {
    if (o->site && (o->kind || o->common.output || o->finess || o->before_signature || o->letterhead))
        return options_error(
            &o->common, "--site takes neither --format, --output, --finess, --before-signature nor --letterhead", NULL);
    if (!o->site && (o->previous || o->no_distances))
        return options_error(&o->common, "--previous and --no-distances go with --site", NULL);
    if (o->site) return -1;
    if (!o->kind)
        return options_error(&o->common, "--format is needed, xlsx, html, csv, csv-rfc or lettre; or --site", NULL);
    if (o->before_signature && o->kind->results)
        return options_error(&o->common, "--before-signature: a letter has nothing to say before an evaluation", NULL);
    if (o->letterhead && o->kind != &document_letter)
        return options_error(&o->common, "--letterhead goes with --format lettre", NULL);
    if (o->kind->binary && !o->common.output && isatty(STDOUT_FILENO))
        return options_error(&o->common, "a workbook is not for a terminal: give --output FILE.xlsx", NULL);
    return -1;
}

static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"finess", required_argument, NULL, 'F'},
                                          {"before-signature", no_argument, NULL, 'B'},
                                          {"letterhead", required_argument, NULL, 'L'},
                                          {"site", required_argument, NULL, 's'},
                                          {"previous", required_argument, NULL, 'P'},
                                          {"no-distances", no_argument, NULL, 'D'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:F:BL:s:P:o:p:j:h", longs, NULL)) != -1) {
        switch (option) {
        case 'f': code = take_kind(o, optarg); break;
        case 'F': o->finess = optarg; break;
        case 'B': o->before_signature = true; break;
        case 'L': o->letterhead = optarg; break;
        case 's': o->site = optarg; break;
        case 'P': o->previous = optarg; break;
        case 'D': o->no_distances = true; break;
        default: code = options_take(&o->common, option, optarg);
        }
    }
    if (code < 0) code = options_dossiers(&o->common, argc, argv, optind);
    return code < 0 ? check_options(o) : code;
}

static void begin(void *context) {
    struct run *run = context;
    run->document.summary = (struct run_summary){0};
    run->document.stream = run->output.stream;
    run->options->kind->begin(&run->document);
}

static void each(void *context, const struct grid *g, struct arena *work) {
    struct run *run = context;
    summary_add(&run->document.summary, g);
    run->options->kind->grid(&run->document, g, work);
}

static void end(void *context) {
    struct run *run = context;
    run->document.summary.refused = run->evaluation.refused;
}

/* -1, or an exit code; nothing is then written. */
static int write_document(struct run *run, struct inputs *inputs, struct diag *diag) {
    struct diag_message m = {.code = "S602", .place = {run->options->common.output, 0, 0}};
    bool good;
    int code = -1;
    evaluation_run(&run->evaluation, inputs);
    good = run->options->kind->end(&run->document);
    if (!good) diag_report(diag, &m, "the document cannot be made");
    if (run->document.written == 0 && run->options->finess)
        code = options_error(&run->options->common, "no dossier that can be evaluated is of this establishment",
                             run->options->finess);
    output_close(&run->output, good && code < 0 && diag->exit_code != CAQES_EXIT_SYSTEM, diag);
    evaluation_say(&run->evaluation, "report");
    return code;
}

/* ---- A site ---- */

static void begin_site(void *context) { site_restart(((struct run *)context)->site); }
static void add_to_site(void *context, const struct grid *g, struct arena *work) {
    site_add(((struct run *)context)->site, g, work);
}
static void write_page(void *context, const struct grid *g, struct page *page, struct arena *work) {
    (void)page;
    site_page(((struct run *)context)->site, g, work);
}
static void end_site(void *context) { (void)context; }

static void write_site(struct run *run, struct inputs *inputs, struct arena *arena, struct diag *diag) {
    const struct options *o = run->options;
    struct results previous;
    if (o->previous && !results_open(o->previous, diag, &previous)) return;
    run->site =
        site_open(o->site, run->document.campaign, o->previous ? &previous : NULL, !o->no_distances, arena, diag);
    if (run->site) {
        run->evaluation.begin = begin_site;
        run->evaluation.each = add_to_site;
        run->evaluation.write = write_page;
        run->evaluation.end = end_site;
        evaluation_run(&run->evaluation, inputs);
        site_close(run->site, diag->exit_code != CAQES_EXIT_SYSTEM, diag);
        evaluation_say(&run->evaluation, "report");
    }
    if (o->previous) results_close(&previous);
}

int cmd_report(int argc, char **argv) {
    struct options options = {.common = {.command = "report", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct inputs inputs = {NULL, 0};
    struct letterhead letterhead;
    struct run run = {.options = &options};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    run.document = (struct document){.campaign = options_campaign(&options.common, &arena, &diag),
                                     .letterhead = &letterhead,
                                     .before_signature = options.before_signature};
    run.evaluation = (struct evaluation){.campaign = (struct campaign *)(uintptr_t)run.document.campaign,
                                         .diag = &diag,
                                         .output = &run.output,
                                         .finess = options.finess,
                                         .jobs = options.common.isolation.jobs,
                                         .begin = begin,
                                         .each = each,
                                         .end = end,
                                         .context = &run};
    if (!letterhead_read(options.letterhead, &arena, &diag, &letterhead) || !run.document.campaign ||
        !inputs_expand(&inputs, options.common.inputs, options.common.input_count, &arena, &diag)) {
        /* said */
    } else if (options.site) {
        write_site(&run, &inputs, &arena, &diag);
    } else if (options_output(&options.common, run.document.campaign, &inputs, &run.output, &diag)) {
        code = write_document(&run, &inputs, &diag);
    }
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return code < 0 ? (int)diag.exit_code : code;
}
