/* SPDX-License-Identifier: MIT
 *
 * caqes import: dossiers from spreadsheets, and the empty workbook that asks for them. */
#include "host/cli/command.h"

#include "host/cli/options.h"
#include "host/import/import.h"
#include "host/import/template.h"

#include <getopt.h>
#include <unistd.h>

struct options {
    struct common_options common;
    bool template;
};

static const char usage[] =
    "usage: caqes import [OPTION...] CAMPAIGN.cfg TABLES...\n"
    "       caqes import --template --output FILE.xlsx CAMPAIGN.cfg\n"
    "\n"
    "TABLES are CSV or XLSX files whose columns are named by their paths (donnees.lits), or files caqes-import (.cfg)\n"
    "that say which column of which table goes where. Dossiers are written a line each, as caqes evaluate reads them.\n"
    "\n"
    "  -t, --template        an empty workbook, a column for each datum of the campaign\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n"
    "  -h, --help            this text\n";

static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"template", no_argument, NULL, 't'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"plugins", required_argument, NULL, 'p'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "to:p:h", longs, NULL)) != -1) {
        if (option == 't') {
            o->template = true;
        } else {
            code = options_take(&o->common, option, optarg);
        }
    }
    if (code >= 0) return code;
    if (!o->template) return options_dossiers(&o->common, argc, argv, optind);
    if (argc - optind != 1) return options_error(&o->common, "--template takes a campaign alone", NULL);
    if (!o->common.output && isatty(STDOUT_FILENO))
        return options_error(&o->common, "a workbook is not for a terminal: give --output FILE.xlsx", NULL);
    o->common.campaign = argv[optind];
    return -1;
}

static void write_template(const struct options *o, const struct campaign *c, struct arena *arena, struct diag *diag) {
    struct diag_message m = {.code = "S602", .place = {o->common.output, 0, 0}};
    struct output_reads reads = {{c->files, NULL}, {c->file_count, 0}};
    struct output output;
    bool good;
    if (!output_open(&output, o->common.output, reads, diag)) return;
    good = import_template(output.stream, c, arena);
    if (!good) diag_report(diag, &m, "the workbook cannot be made");
    output_close(&output, good, diag);
}

static void write_dossiers(const struct options *o, const struct campaign *c, struct arena *arena, struct diag *diag) {
    struct import *i = import_open(c, arena, diag);
    struct json_writer json = {0};
    struct output_reads reads = {{c->files, NULL}, {c->file_count, 0}};
    struct output output;
    bool read = true;
    uint32_t count;
    int k;
    for (k = 0; k < o->common.input_count; k++) read = import_take(i, o->common.inputs[k]) && read;
    reads.files[1] = import_files(i, &reads.counts[1]);
    if (!output_open(&output, o->common.output, reads, diag)) return;
    count = import_write(i, &json, output.stream);
    output_close(&output, read, diag); /* a table that is not there leaves holes: nothing is written */
    fprintf(stderr, "caqes import: %u establishments, %u errors, %u warnings%s\n", count, diag->errors, diag->warnings,
            read ? "" : "; nothing was written");
    json_free(&json);
}

int cmd_import(int argc, char **argv) {
    struct options o = {.common = {.command = "import", .usage = usage, .isolation = ISOLATION_DEFAULT}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    const struct campaign *c;
    int code = parse_options(argc, argv, &o);
    if (code >= 0) return code;
    c = plugin_dirs_campaign(&o.common.dirs, o.common.campaign, false, &arena, &diag);
    if (c && o.template) {
        write_template(&o, c, &arena, &diag);
    } else if (c) {
        write_dossiers(&o, c, &arena, &diag);
    }
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
