/* SPDX-License-Identifier: MIT
 *
 * caqes plugin check: everything that can be found wrong in a plugin before a campaign uses it. */
#include "host/base/text.h"
#include "host/check/check.h"
#include "host/check/check_report.h"
#include "host/cli/command.h"
#include "host/cli/output.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: caqes plugin check [OPTION...] FILE.so...\n"
    "\n"
    "Looks for what is wrong in a plugin, level after level: static, manifest, load, contract, determinism, hostile,\n"
    "fuzz, cases, speed, previous (docs/check.md). Its code runs in a process of its own.\n"
    "\n"
    "      --level LEVEL     this level only; may be repeated\n"
    "      --cases PATH      rule cases, a table or a folder of them; may be repeated\n"
    "      --model FILE      the contract model (the national one of 2018)\n"
    "      --previous FILE   the version before, to compare with\n"
    "      --fuzz-seconds N  how long to draw records (2)\n"
    "      --seed N          draw from this one on (1)\n"
    "      --budget N        microseconds that a record may take (500)\n"
    "  -p, --plugins FOLDER  where the campaigns of the cases find other plugins; may be repeated\n"
    "      --answers         print a digest of the answer to each of a fixed list of records, and check nothing:\n"
    "                        two machines or two builds can be compared\n"
    "  -f, --format FORMAT   text (default), json or junit\n"
    "  -o, --output FILE     write there, whole or not at all\n"
    "  -v, --verbose         in text, how long each level took\n"
    "  -h, --help            this text\n"
    "\n"
    "Exit code 0 when there is nothing but warnings, 5 when there is an error.\n";

enum check_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JUNIT, FORMATS };
static const char *const format_words[FORMATS] = {"text", "json", "junit"};

enum {
    OPTION_LEVEL = 256,
    OPTION_MODEL,
    OPTION_CASES,
    OPTION_PREVIOUS,
    OPTION_SECONDS,
    OPTION_SEED,
    OPTION_BUDGET,
    OPTION_ANSWERS
};
enum { MAX_CASES = 64 };

struct options {
    struct check_options check;
    struct isolation isolation;
    struct plugin_dirs dirs;
    char *cases[MAX_CASES];
    bool some_level, verbose, answers;
    enum check_format format;
    const char *output;
};

static int wrong(const char *text, const char *found) {
    fprintf(stderr, "caqes plugin check: error[U001]: %s%s%s\n", text, found ? ": " : "", found ? found : "");
    fputs("    see: caqes plugin check --help\n", stderr);
    return CAQES_EXIT_USAGE;
}

/* Index of a word, or -1. */
static int word_index(const char *word, const char *const *words, int count) {
    int k = 0;
    while (k < count && strcmp(word, words[k]) != 0) k++;
    return k < count ? k : -1;
}

static int take_level(struct options *o, const char *word) {
    int level = word_index(word, level_words, CHECK_LEVELS);
    if (level < 0) return wrong("not a level", word);
    o->check.levels[level] = o->some_level = true;
    return -1;
}

static int take_format(struct options *o, const char *word) {
    int format = word_index(word, format_words, FORMATS);
    if (format < 0) return wrong("--format is text, json or junit", word);
    o->format = (enum check_format)format;
    return -1;
}

static int take_number(const char *option, const char *text, int64_t most, int64_t *out) {
    if (decimal_parse(text, strlen(text), 0, out) == DECIMAL_OK && *out >= 0 && *out <= most) return -1;
    fprintf(stderr, "caqes plugin check: error[U001]: --%s is a whole number up to %lld: %s\n", option, (long long)most,
            text);
    return CAQES_EXIT_USAGE;
}

static int take_case(struct options *o, char *path) {
    if (o->check.case_count == MAX_CASES) return wrong("too many --cases; give a folder", path);
    o->cases[o->check.case_count++] = path;
    return -1;
}

/* -1 to go on, or an exit code. */
static int take_amount(struct options *o, int option, const char *argument) {
    int64_t number = 0;
    int code;
    if (option == OPTION_SECONDS) {
        code = take_number("fuzz-seconds", argument, 86400, &number);
        o->check.fuzz_seconds = (uint32_t)number;
    } else if (option == OPTION_SEED) {
        code = take_number("seed", argument, INT64_MAX, &number);
        o->check.fuzz_seed = (uint64_t)number;
    } else {
        code = take_number("budget", argument, 1000000, &number);
        o->check.budget = (uint32_t)number;
    }
    return code;
}

/* The same. */
static int take(struct options *o, int option, char *argument) {
    switch (option) {
    case OPTION_LEVEL: return take_level(o, argument);
    case OPTION_CASES: return take_case(o, argument);
    case OPTION_MODEL: o->check.model = argument; return -1;
    case OPTION_PREVIOUS: o->check.previous = argument; return -1;
    case OPTION_SECONDS:
    case OPTION_SEED:
    case OPTION_BUDGET: return take_amount(o, option, argument);
    case OPTION_ANSWERS: o->answers = true; return -1;
    case 'p': return plugin_dirs_add(&o->dirs, argument) ? CAQES_EXIT_USAGE : -1;
    case 'f': return take_format(o, argument);
    case 'o': o->output = argument; return -1;
    case 'v': o->verbose = true; return -1;
    case 'h': fputs(usage, stdout); return CAQES_EXIT_DONE;
    default: fputs(usage, stderr); return CAQES_EXIT_USAGE;
    }
}

static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {{"level", required_argument, NULL, OPTION_LEVEL},
                                          {"cases", required_argument, NULL, OPTION_CASES},
                                          {"model", required_argument, NULL, OPTION_MODEL},
                                          {"previous", required_argument, NULL, OPTION_PREVIOUS},
                                          {"fuzz-seconds", required_argument, NULL, OPTION_SECONDS},
                                          {"seed", required_argument, NULL, OPTION_SEED},
                                          {"budget", required_argument, NULL, OPTION_BUDGET},
                                          {"answers", no_argument, NULL, OPTION_ANSWERS},
                                          {"plugins", required_argument, NULL, 'p'},
                                          {"format", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"verbose", no_argument, NULL, 'v'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int option, code = -1, level;
    while (code < 0 && (option = getopt_long(argc, argv, "f:o:p:vh", longs, NULL)) != -1)
        code = take(o, option, optarg);
    if (code < 0 && argc == optind) code = wrong("a plugin is needed, caqes-<name>.so", NULL);
    if (code < 0 && argc - optind > 1 && o->format == FORMAT_JSON) code = wrong("--format json is of one plugin", NULL);
    for (level = 0; level < CHECK_LEVELS; level++) o->check.levels[level] |= !o->some_level;
    return code;
}

static void report(const struct options *o, FILE *stream, const struct findings *f) {
    struct text_style style = {.colour = !o->output && isatty(STDOUT_FILENO), .times = o->verbose};
    switch (o->format) {
    case FORMAT_JSON: check_report_json(stream, f); break;
    case FORMAT_JUNIT: check_report_junit(stream, f); break;
    default: check_report_text(stream, f, style);
    }
}

/* The arena holds the workers too, until all are ended. */
static void check_one(struct options *o, const char *file, FILE *stream, struct arena *arena, struct diag *diag) {
    struct findings findings = {0};
    struct check check = {.options = &o->check, .isolation = &o->isolation, .arena = arena, .findings = &findings};
    if (o->answers) {
        check_print_answers(&check, file, stream);
        if (findings.errors) check_report_text(stderr, &findings, (struct text_style){false, false});
    } else {
        check_run(&check, file);
        report(o, stream, &findings);
    }
    if (findings.errors) diag_raise(diag, CAQES_EXIT_PLUGIN);
    findings_free(&findings);
}

int cmd_plugin_check(int argc, char **argv) {
    struct options o = {.check = {.fuzz_seconds = 2, .fuzz_seed = 1, .budget = 500}, .isolation = ISOLATION_DEFAULT};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct output output;
    char installed[INSTALLED_PATH];
    int code = parse_options(argc, argv, &o), i;
    if (code >= 0) return code;
    if (installed_path(INSTALLED_PLUGINS, installed) && plugin_dirs_add(&o.dirs, installed)) return CAQES_EXIT_USAGE;
    o.check.folders = o.dirs.paths;
    o.check.folder_count = o.dirs.count;
    o.check.cases = o.cases;
    if (!isolation_start(&o.isolation, &diag)) return (int)diag.exit_code;
    if (output_open(&output, o.output,
                    (struct output_reads){{(const char *const *)(argv + optind)}, {(uint32_t)(argc - optind)}},
                    &diag)) {
        if (o.format == FORMAT_JUNIT) check_report_junit_begin(output.stream);
        for (i = optind; i < argc; i++) check_one(&o, argv[i], output.stream, &arena, &diag);
        if (o.format == FORMAT_JUNIT) check_report_junit_end(output.stream);
        output_close(&output, true, &diag);
    }
    isolation_stop(&o.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
