/* SPDX-License-Identifier: MIT
 *
 * caqes plugin show: what a shared object declares, read without running its code; then whether this
 * host accepts the code. */
#include "host/base/text.h"
#include "host/cli/command.h"
#include "host/plugin/manifest_keys.h"
#include "host/plugin/plugin.h"
#include "host/worker/isolation.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: caqes plugin new [OPTION...] --id ID FOLDER\n"
                            "       caqes plugin show FILE.so...\n"
                            "       caqes plugin check [OPTION...] FILE.so...\n"
                            "       caqes plugin sign --key SECRET FILE.so...\n"
                            "       caqes plugin verify --key PUBLIC FILE.so...\n"
                            "       caqes plugin install CAMPAIGN.cfg FILE.so...\n"
                            "       caqes plugin list CAMPAIGN.cfg\n"
                            "\n"
                            "new: the folder of a plugin that builds and passes as it is.\n"
                            "show: each plugin's manifest, and whether this host accepts its code.\n"
                            "check: everything that can be found wrong in a plugin; see caqes plugin check --help.\n"
                            "sign, verify: with keys of minisign; a signature is FILE.so.minisig.\n"
                            "install: for a campaign that names a list of keys; list: its plugins, who signed them.\n";

/* What is said of one thing after its label: (a; b; c). */
static void note(bool *any, const char *text, ...) __attribute__((format(printf, 2, 3)));
static void note(bool *any, const char *text, ...) {
    va_list args;
    fputs(*any ? "; " : " (", stdout);
    *any = true;
    va_start(args, text);
    vprintf(text, args);
    va_end(args);
}

static void show_line(const char *name, const char *label) { printf("    %-40s %s", name, label); }
static void end_line(bool any) { puts(any ? ")" : ""); }

static void show_inputs(const struct manifest *m) {
    uint32_t k;
    puts("  inputs, with their periods:");
    for (k = 0; k < m->input_count; k++) {
        const struct manifest_input *i = &m->inputs[k];
        int year = (int)i->released_year - (int)i->period;
        char shift[16] = "";
        bool any = false;
        if (year != 0) snprintf(shift, sizeof shift, "%+d", year);
        show_line(i->spec.name, i->spec.label);
        if (*i->scope) note(&any, "%s", i->scope);
        if (i->released_month) note(&any, "released N%s-%02u", shift, i->released_month);
        if (i->entities != ENTITIES_NONE) note(&any, "entities: %s", entities_words[i->entities]);
        if (i->two_yearly) note(&any, "two-yearly");
        end_line(any);
    }
}

static void show_indicators(const struct manifest *m) {
    uint32_t k;
    puts("  indicators:");
    for (k = 0; k < m->indicator_count; k++) {
        const struct manifest_indicator *i = &m->indicators[k];
        bool any = false;
        show_line(i->code, i->label);
        if (i->kind == KIND_CODE || i->kind == KIND_PROGRESS) note(&any, "%s", indicator_rules[i->kind].word);
        if (i->absence_is_missed) note(&any, "absent: missed");
        end_line(any);
    }
}

static void show_obligations(const struct manifest *m) {
    uint32_t k, i;
    if (m->obligation_count > 0) puts("  obligations:");
    for (k = 0; k < m->obligation_count; k++) {
        const struct manifest_obligation *o = &m->obligations[k];
        bool any = false;
        show_line(o->code, o->label);
        note(&any, "%s of %s", role_words[__builtin_ctz(o->role)], o->volet);
        for (i = 0; i < o->indicator_count; i++) note(&any, "%s", m->indicators[o->indicators[i]].code);
        end_line(any);
    }
}

static void show_aggregates(const struct manifest *m) {
    uint32_t k, w;
    if (m->aggregate_count > 0) puts("  aggregates:");
    for (k = 0; k < m->aggregate_count; k++) {
        const struct manifest_aggregate *a = &m->aggregates[k];
        bool any = false;
        show_line(a->spec.name, a->spec.label);
        note(&any, "%s of %s", statistic_words[a->statistic], m->slots[a->input]->name);
        for (w = 0; w < a->with_count; w++) note(&any, "with %s", m->slots[a->with[w]]->name);
        for (w = 0; w < GROUP_WORDS; w++)
            if (a->by >> w & 1U) note(&any, "by %s", group_words[w]);
        if (a->at_least > 0) note(&any, "at least %u", a->at_least);
        end_line(any);
    }
}

static void show_targeting(const struct manifest *m) {
    uint32_t k, w;
    if (m->targeting_count > 0) puts("  targeting:");
    for (k = 0; k < m->targeting_count; k++) {
        const struct manifest_output *o = &m->targeting[k];
        bool any = false;
        show_line(o->code, o->label);
        for (w = 0; w < OPENS_WORDS; w++)
            if (o->opens >> w & 1U) note(&any, "opens %s", opens_words[w]);
        if (o->missing_to_ars) note(&any, "missing: ars");
        end_line(any);
    }
}

static void show_manifest(const struct manifest *m) {
    printf("%s %s\n  %s\n", m->id, m->version, m->label);
    printf("  kind: %s%s%s; years %u-%u; abi %u.%u; publisher: %s; licence: %s\n", m->is_volet ? "volet" : "indicators",
           m->is_volet ? " " : "", m->is_volet ? m->volet : "", m->first_year, m->last_year, m->abi_major, m->abi_minor,
           m->publisher, m->licence);
    printf("  %u inputs, %u parameters, %u obligations, %u outputs\n", m->input_count, m->declared_parameter_count,
           m->obligation_count, m->output_count);
    show_inputs(m);
    show_indicators(m);
    show_obligations(m);
    show_aggregates(m);
    show_targeting(m);
}

static void show(const char *file, struct isolation *isolation, struct arena *arena, struct diag *diag) {
    size_t length;
    const char *json = plugin_read_manifest(file, arena, diag, &length);
    struct plugin *p;
    const struct manifest *m = json ? manifest_parse(json, length, file, arena, diag) : NULL;
    if (!m) return;
    show_manifest(m);
    p = plugin_open(file, m->first_year, arena, diag);
    if (p && isolation_load_plugin(isolation, p, m->first_year, arena, diag)) puts("  accepted");
}

int cmd_plugin(int argc, char **argv) {
    static const struct option longs[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct isolation isolation = ISOLATION_DEFAULT;
    int option, i;
    if (argc > 1 && strcmp(argv[1], "new") == 0) return cmd_plugin_new(argc - 1, argv + 1);
    if (argc > 1 && (strcmp(argv[1], "sign") == 0 || strcmp(argv[1], "verify") == 0))
        return cmd_plugin_sign(argc - 1, argv + 1, strcmp(argv[1], "sign") == 0);
    if (argc > 1 && strcmp(argv[1], "install") == 0) return cmd_plugin_install(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "list") == 0) return cmd_plugin_list(argc - 1, argv + 1);
    if (argc > 1 && strcmp(argv[1], "check") == 0) return cmd_plugin_check(argc - 1, argv + 1);
    while ((option = getopt_long(argc, argv, "h", longs, NULL)) != -1) {
        fputs(usage, option == 'h' ? stdout : stderr);
        return option == 'h' ? CAQES_EXIT_DONE : CAQES_EXIT_USAGE;
    }
    if (argc - optind < 2 || strcmp(argv[optind], "show") != 0) {
        fputs(usage, stderr);
        return CAQES_EXIT_USAGE;
    }
    if (!isolation_start(&isolation, &diag)) return (int)diag.exit_code;
    for (i = optind + 1; i < argc; i++) show(argv[i], &isolation, &arena, &diag);
    isolation_stop(&isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
