/* SPDX-License-Identifier: MIT
 *
 * caqes diff: what changed from one evaluation to another. */
#include "host/cli/options.h"
#include "host/diff/report.h"
#include "host/diff/sides.h"

#include <getopt.h>

static const char usage[] =
    "usage: caqes diff [OPTION...] A B\n"
    "\n"
    "A and B are archives (caqes evaluate --archive), or results (--format json or ndjson).\n"
    "From two archives it also says because of what: which data, parameters, contracts, plugins,\n"
    "and how much each accounts for.\n"
    "\n"
    "  -f, --format FORMAT   table (default), json or ndjson (a line for each establishment)\n"
    "      --all             in the table, also what changed without any amount or status\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n" JOBS_USAGE ISOLATION_USAGE
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct common_options *o, bool *all) {
    static const struct option longs[] = {{"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"all", no_argument, NULL, 'a'},
                                          JOBS_OPTION,
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "f:o:j:h", longs, NULL)) != -1) {
        if (option == 'a') {
            *all = true;
        } else {
            code = options_take(o, option, optarg);
        }
    }
    if (code < 0 && argc - optind != 2) return options_error(o, "two archives or results are needed", NULL);
    o->inputs = argv + optind;
    o->input_count = 2;
    return code;
}

static void write_report(FILE *stream, const struct difference *d, enum format format, bool all) {
    struct json_writer json = {.pretty = format == FORMAT_JSON};
    struct establishment_change **sorted = difference_sorted(d);
    uint32_t k;
    if (format == FORMAT_TABLE) {
        difference_table(stream, d, all);
    } else if (format == FORMAT_JSON) {
        json_begin(&json, '{');
        difference_json(&json, d);
        json_end(&json, '}');
        json_end_line(&json);
    } else {
        for (k = 0; k < d->change_count; k++) {
            establishment_change_json(&json, sorted[k], d->attributed);
            json_end_line(&json);
        }
    }
    if (json.length) json_flush(&json, stream);
    json_free(&json);
}

int cmd_diff(int argc, char **argv) {
    struct common_options o = {
        .command = "diff", .usage = usage, .last_format = FORMAT_NDJSON, .isolation = ISOLATION_DEFAULT};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct difference d = {.arena = &arena};
    struct sides sides = {.isolation = &o.isolation};
    struct output output;
    bool all = false;
    const char *const *files;
    int code;
    code = parse_options(argc, argv, &o, &all);
    files = (const char *const *)o.inputs;
    if (code >= 0) return code;
    if (sides_open(&sides, files, &arena, &diag)) {
        const struct output_reads reads = {{files, NULL}, {2, 0}};
        sides_general(&sides, &d);
        difference_compare(&d, &sides.side[0].results, &sides.side[1].results);
        if (sides.side[0].is_archive && sides.side[1].is_archive) {
            sides_causes(&sides, &d);
            sides_attribute(&sides, &d, &arena, &diag);
        }
        if (output_open(&output, o.output, reads, &diag)) {
            write_report(output.stream, &d, o.format, all);
            output_close(&output, true, &diag);
        }
        if (d.change_count || d.general.count) diag_raise(&diag, CAQES_EXIT_CASES);
    }
    sides_close(&sides);
    diag_flush(&diag);
    arena_free(&d.scratch);
    arena_free(&arena);
    return (int)diag.exit_code;
}
