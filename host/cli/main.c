/* SPDX-License-Identifier: MIT
 *
 * caqes: evaluates hospital contracts (CAQES). Command table, help, and nothing else. */
#include "caqes/version.h"
#include "host/base/exit_code.h"
#include "host/base/text.h"
#include "host/cli/command.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} commands[] = {
    {"evaluate", cmd_evaluate, "evaluate every establishment of a campaign, print the grids and totals"},
    {"merge", cmd_merge, "put together what was evaluated in several shares, on several machines"},
    {"explain", cmd_explain, "say how every amount, score and obligation came about, and why what is missing is"},
    {"import", cmd_import, "dossiers from spreadsheets, CSV or XLSX, and the empty workbook that asks for them"},
    {"report", cmd_report, "the grids as a workbook, a page, tables for spreadsheets, letters of notification"},
    {"synthesis", cmd_synthesis, "the national indicators of many establishments together"},
    {"target", cmd_target, "list which establishments an additional volet may be proposed to, and why"},
    {"simulate", cmd_simulate,
     "what the totals of a campaign would be with other figures: scenarios over all dossiers"},
    {"replay", cmd_replay, "evaluate an archive again, and compare its results byte for byte"},
    {"diff", cmd_diff, "compare two evaluations: what changed, for whom, by how much, because of what"},
    {"config", cmd_config, "show every effective parameter of a campaign, and the file:line that set it"},
    {"test", cmd_test, "run rule cases: tables of what goes in and what must come out"},
    {"plugin", cmd_plugin, "make, check, show, sign, verify, install and list plugins"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void print_help(FILE *stream) {
    unsigned i;
    fputs("usage: caqes COMMAND [ARGUMENT...]\n\ncommands:\n", stream);
    for (i = 0; i < COMMAND_COUNT; i++) fprintf(stream, "  %-10s %s\n", commands[i].name, commands[i].summary);
    fputs("\nexamples:\n"
          "  caqes evaluate conf/demo/campagne.cfg conf/demo/dossiers\n"
          "  caqes evaluate --format ndjson campagne.cfg dossiers.ndjson > grilles.ndjson\n"
          "  caqes config conf/demo/campagne.cfg\n"
          "\n'caqes COMMAND --help' describes a command. Exit codes are in docs/formats.md.\n",
          stream);
}

static int unknown_command(const char *name) {
    const char *names[COMMAND_COUNT], *nearest;
    unsigned i;
    for (i = 0; i < COMMAND_COUNT; i++) names[i] = commands[i].name;
    nearest = text_nearest(name, names, COMMAND_COUNT);
    fprintf(stderr, "caqes: error[U001]: \"%s\" is not a command\n", name);
    if (nearest) fprintf(stderr, "    mend: write \"%s\", the nearest command\n", nearest);
    fputs("    see: caqes --help\n", stderr);
    return CAQES_EXIT_USAGE;
}

/* A standard descriptor that is closed would be taken by the next file that is opened, and results written into it.
 * Each is opened so that reading finds nothing, and writing fails and is said. */
static bool standard_descriptors(void) {
    int fd;
    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) != fd) return false;
    return true;
}

/* What a command printed must have been written. */
static int written(int code) {
    if (fflush(stdout) == 0 && !ferror(stdout)) return code;
    if (code == CAQES_EXIT_DONE || code == CAQES_EXIT_INCOMPLETE)
        fputs("caqes: error[S602]: cannot write to standard output\n", stderr);
    return code == CAQES_EXIT_DONE || code == CAQES_EXIT_INCOMPLETE ? CAQES_EXIT_SYSTEM : code;
}

int main(int argc, char **argv) {
    unsigned i;
    if (!standard_descriptors()) return CAQES_EXIT_SYSTEM;
    if (argc < 2) {
        print_help(stderr);
        return CAQES_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return CAQES_EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("caqes " CAQES_VERSION_TEXT);
        return CAQES_EXIT_DONE;
    }
    for (i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(argv[1], commands[i].name) == 0) return written(commands[i].run(argc - 1, argv + 1));
    return unknown_command(argv[1]);
}
