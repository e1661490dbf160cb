/* SPDX-License-Identifier: MIT
 *
 * caqes test: rule cases that people write as tables, run through the evaluation itself. */
#include "host/cases/case_list.h"
#include "host/cases/case_run.h"
#include "host/cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: caqes test [OPTION...] FOLDER|FILE.csv...\n"
    "\n"
    "Runs rule cases: tables, one case a row, that say what goes in and what must come out (docs/cas.md).\n"
    "A folder stands for the *.csv in it and below.\n"
    "\n"
    "  -q, --quiet           print the failures and the total only\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" ISOLATION_USAGE
    "  -h, --help            this text\n"
    "\n"
    "Exit code 0 when every case passes, 9 when one gives another result, 4 when a case file has a fault.\n";

struct options {
    struct common_options common;
    bool quiet;
    char *const *arguments;
    int argument_count;
};

/* A campaign that was read, by its real path. */
struct known_campaign {
    const char *path;
    struct campaign *campaign; /* NULL: refused */
    struct case_vocabulary vocabulary;
};

struct run {
    struct options *options;
    struct diag *diag;
    struct arena *arena; /* of the campaigns */
    struct known_campaign *campaigns;
    uint32_t campaign_count, files, files_not_run;
    struct output output;
    struct case_outcome total;
};

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"quiet", no_argument, NULL, 'q'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "qp:h", longs, NULL)) != -1) {
        if (option == 'q') {
            o->quiet = true;
        } else {
            code = options_take(&o->common, option, optarg);
        }
    }
    if (code < 0 && argc == optind)
        code = options_error(&o->common, "a folder of cases, or a case file, is needed", NULL);
    o->arguments = argv + optind;
    o->argument_count = argc - optind;
    return code;
}

/* Reads a campaign once for all the files that name it. */
static const struct known_campaign *find_campaign(struct run *run, const char *path) {
    char *real = realpath(path, NULL);
    const char *key = real ? real : path;
    struct known_campaign *k;
    uint32_t i;
    for (i = 0; i < run->campaign_count && strcmp(run->campaigns[i].path, key) != 0; i++) {
    }
    k = &run->campaigns[i];
    if (i == run->campaign_count) {
        run->campaign_count++;
        k->path = arena_copy(run->arena, key, strlen(key));
        k->campaign = plugin_dirs_campaign(&run->options->common.dirs, arena_copy(run->arena, path, strlen(path)),
                                           false, run->arena, run->diag);
        if (k->campaign) isolation_load(&run->options->common.isolation, k->campaign, run->arena, run->diag);
        if (k->campaign) k->vocabulary = case_vocabulary(k->campaign, run->arena);
    }
    free(real);
    return k;
}

/* ---- Results ------------------------------------------------------------------------------------- */

static const char *plural(uint32_t count) { return count > 1 ? "s" : ""; }

static void print_counts(FILE *stream, const struct case_outcome *o) {
    fprintf(stream, "%u cas, %u réussi%s, %u échoué%s", o->cases, o->passed, plural(o->passed), o->failed,
            plural(o->failed));
    if (o->faulty) fprintf(stream, ", %u non exécuté%s", o->faulty, plural(o->faulty));
    fputc('\n', stream);
}

static void print_failures(FILE *stream, const struct case_sheet *s, const struct case_outcome *o) {
    const char *said = NULL; /* one why serves all the columns of a case */
    for (uint32_t i = 0; i < o->failure_count; i++) {
        const struct case_failure *f = &o->failures[i];
        if (i == 0 || o->failures[i - 1].row != f->row) {
            said = NULL;
            fprintf(stream, "%s:%u: « %s » (%s)\n", s->table->file, f->row->line, case_name(s, f->row),
                    case_article(s, f->row));
        }
        fprintf(stream, "    %s : attendu %s, obtenu %s\n", s->table->names[f->column].text,
                f->row->cells[f->column].text, f->found);
        if (f->why && (!said || strcmp(said, f->why) != 0)) fprintf(stream, "        %s\n", f->why);
        said = f->why;
    }
}

static void print_file(struct run *run, const struct case_sheet *s, const struct case_outcome *o) {
    FILE *stream = run->output.stream;
    if (!run->options->quiet) {
        fprintf(stream, "%s : ", s->table->file);
        print_counts(stream, o);
    }
    print_failures(stream, s, o);
    run->total.cases += o->cases;
    run->total.passed += o->passed;
    run->total.failed += o->failed;
    run->total.faulty += o->faulty;
}

/* A fault of the file as a whole, which is reported on stderr. */
static void print_not_run(struct run *run, const char *file) {
    if (!run->options->quiet) fprintf(run->output.stream, "%s : non exécuté\n", file);
    run->files_not_run++;
}

static void print_total(struct run *run) {
    FILE *stream = run->output.stream;
    fprintf(stream, "Total : %u fichier%s, ", run->files, plural(run->files));
    if (run->files_not_run) fprintf(stream, "dont %u non exécuté%s, ", run->files_not_run, plural(run->files_not_run));
    print_counts(stream, &run->total);
}

/* ---- The run ------------------------------------------------------------------------------------- */

/* The campaign of a file, or NULL after a message. */
static const struct known_campaign *campaign_of(struct run *run, struct csv_table *table,
                                                const struct case_path *path) {
    const char *campaign = table->column_count > 0 ? case_campaign(table, path) : NULL;
    const struct known_campaign *k = campaign ? find_campaign(run, campaign) : NULL;
    if (k && !k->campaign)
        csv_file_fault(table, 0, "T419", "mend the campaign, then test again",
                       "the cases are not run: their campaign is refused, %s", campaign);
    return k && k->campaign ? k : NULL;
}

static void run_file(struct run *run, const struct case_path *path) {
    struct arena arena = ARENA_EMPTY;
    struct csv_table table;
    struct case_sheet sheet;
    struct case_outcome outcome;
    const struct known_campaign *k = NULL;
    if (case_table_read(&table, path->file, &arena, run->diag)) k = campaign_of(run, &table, path);
    if (k) {
        case_sheet_open(&sheet, &table, k->campaign, &k->vocabulary);
        case_run(&sheet, &outcome);
    }
    if (table.faulty) {
        print_not_run(run, path->file);
    } else {
        print_file(run, &sheet, &outcome);
    }
    run->files++;
    diag_flush(run->diag);
    arena_free(&arena);
}

static void run_all(struct run *run, const struct case_list *list) {
    run->campaigns = arena_array(run->arena, list->count, sizeof *run->campaigns);
    for (uint32_t i = 0; i < list->count; i++) run_file(run, &list->paths[i]);
    if (run->total.failed) diag_raise(run->diag, CAQES_EXIT_CASES);
    print_total(run);
}

int cmd_test(int argc, char **argv) {
    struct options options = {.common = {.command = "test", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct case_list list = {NULL, 0};
    struct run run = {.options = &options, .diag = &diag, .arena = &arena};
    int code = parse_options(argc, argv, &options);
    if (code >= 0) return code;
    if (!isolation_start(&options.common.isolation, &diag)) return (int)diag.exit_code;
    if (case_list_expand(&list, options.arguments, options.argument_count, &arena, &diag) &&
        output_open(&run.output, NULL, (struct output_reads){{NULL}, {0}}, &diag)) {
        run_all(&run, &list);
        output_close(&run.output, true, &diag);
    }
    isolation_stop(&options.common.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
