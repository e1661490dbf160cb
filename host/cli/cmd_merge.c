/* SPDX-License-Identifier: MIT
 *
 * caqes merge: the parts of a run that was shared out, as one. */
#include "host/cli/options.h"
#include "host/shard/merge.h"

#include <getopt.h>

static const char usage[] =
    "usage: caqes merge [OPTION...] PARTS...\n"
    "\n"
    "PARTS are what caqes evaluate --shard wrote: files, or folders of files *.part, in any order. Each shard must be\n"
    "there once. What is written is what a run that was not shared out would have written, byte for byte.\n"
    "\n"
    "  -o, --output FILE     write there, whole or not at all, instead of standard output\n"
    "  -h, --help            this text\n";

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct common_options *o) {
    static const struct option longs[] = {
        {"output", required_argument, NULL, 'o'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "o:h", longs, NULL)) != -1)
        code = options_take(o, option, optarg);
    o->inputs = argv + optind;
    o->input_count = argc - optind;
    if (code < 0 && o->input_count == 0) return options_error(o, "the parts of a run are needed", NULL);
    return code;
}

static void say(const struct merge *m, const struct diag *diag) {
    if (diag->exit_code == CAQES_EXIT_DONE) return;
    fprintf(stderr, "caqes merge: %u evaluated, %u refused, %u incomplete volets\n", m->evaluated, m->refused,
            m->incomplete);
}

int cmd_merge(int argc, char **argv) {
    struct common_options o = {.command = "merge", .usage = usage};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct merge merge = {.arena = &arena, .diag = &diag};
    struct inputs parts;
    struct output output;
    int code = parse_options(argc, argv, &o);
    if (code >= 0) return code;
    if (inputs_expand_parts(&parts, o.inputs, o.input_count, &arena, &diag) &&
        merge_open(&merge, parts.files, parts.count) && merge_settle(&merge) &&
        output_open(&output, o.output, (struct output_reads){{parts.files, NULL}, {parts.count, 0}}, &diag)) {
        bool whole = merge_write(&merge, output.stream);
        output_close(&output, whole, &diag);
        if (whole) say(&merge, &diag);
    }
    merge_close(&merge);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
