/* SPDX-License-Identifier: MIT
 *
 * caqes plugin show: what a shared object declares, read without running its code; then whether this
 * host accepts the code. */
#include "host/base/text.h"
#include "host/cli/command.h"
#include "host/plugin/plugin.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: caqes plugin show FILE.so...\n"
                            "\n"
                            "Shows each plugin's manifest, and whether this host accepts its code.\n";

static void show_manifest(const struct manifest *m) {
    uint32_t k;
    printf("%s %s\n  %s\n", m->id, m->version, m->label);
    printf("  kind: %s%s%s; years %u-%u; abi %u.%u; publisher: %s; licence: %s\n", m->is_volet ? "volet" : "indicators",
           m->is_volet ? " " : "", m->is_volet ? m->volet : "", m->first_year, m->last_year, m->abi_major, m->abi_minor,
           m->publisher, m->licence);
    printf("  %u inputs, %u parameters, %u obligations, %u outputs\n", m->input_count, m->declared_parameter_count,
           m->obligation_count, m->output_count);
    puts("  inputs, with their periods:");
    for (k = 0; k < m->input_count; k++) printf("    %-40s %s\n", m->inputs[k].spec.name, m->inputs[k].spec.label);
    puts("  indicators:");
    for (k = 0; k < m->indicator_count; k++)
        printf("    %-40s %s%s\n", m->indicators[k].code, m->indicators[k].label,
               m->indicators[k].kind == KIND_CODE ? " (code)" : "");
}

static void show(const char *file, struct arena *arena, struct diag *diag) {
    size_t length;
    const char *json = plugin_read_manifest(file, arena, diag, &length);
    const struct manifest *m = json ? manifest_parse(json, length, file, arena, diag) : NULL;
    if (!m) return;
    show_manifest(m);
    if (plugin_load(file, m->first_year, arena, diag)) puts("  accepted");
}

int cmd_plugin(int argc, char **argv) {
    static const struct option longs[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    int option, i;
    while ((option = getopt_long(argc, argv, "h", longs, NULL)) != -1) {
        fputs(usage, option == 'h' ? stdout : stderr);
        return option == 'h' ? CAQES_EXIT_DONE : CAQES_EXIT_USAGE;
    }
    if (argc - optind < 2 || strcmp(argv[optind], "show") != 0) {
        fputs(usage, stderr);
        return CAQES_EXIT_USAGE;
    }
    for (i = optind + 1; i < argc; i++) show(argv[i], &arena, &diag);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
