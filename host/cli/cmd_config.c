/* SPDX-License-Identifier: MIT
 *
 * caqes config: every effective parameter of a campaign, and who set it where. */
#include "host/check/ceilings.h"
#include "host/cli/command.h"
#include "host/cli/config_view.h"
#include "host/cli/inputs.h"
#include "host/cli/output.h"
#include "host/read/dossier.h"
#include "host/worker/isolation.h"

#include <getopt.h>
#include <string.h>

static const char usage[] =
    "usage: caqes config [OPTION...] CAMPAIGN.cfg\n"
    "\n"
    "Shows every effective parameter, its value, who may set it, and the file:line that set it; the\n"
    "assignment rules; the conventions; the suspensions. Settings that can lead over a ceiling are said on stderr.\n"
    "\n"
    "  -p, --plugins FOLDER  search plugins there first; may be repeated\n"
    "  -j, --json            the same as JSON\n"
    "  -d, --dossiers FILE   with --finess: as it applies to one establishment of this file or folder\n"
    "  -n, --finess FINESS   the establishment\n"
    "  -h, --help            this text\n";

struct options {
    struct plugin_dirs dirs;
    bool json;
    char *dossiers;
    const char *finess, *campaign;
};

static int usage_error(const char *text) {
    fprintf(stderr, "caqes config: error[U003]: %s\n    see: caqes config --help\n", text);
    return CAQES_EXIT_USAGE;
}

/* -1 to go on, or an exit code. */
static int parse_options(int argc, char **argv, struct options *o) {
    static const struct option longs[] = {
        {"plugins", required_argument, NULL, 'p'},  {"json", no_argument, NULL, 'j'},
        {"dossiers", required_argument, NULL, 'd'}, {"finess", required_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "p:jd:n:h", longs, NULL)) != -1) {
        switch (option) {
        case 'p':
            if (plugin_dirs_add(&o->dirs, optarg) != 0) return CAQES_EXIT_USAGE;
            break;
        case 'j': o->json = true; break;
        case 'd': o->dossiers = optarg; break;
        case 'n': o->finess = optarg; break;
        case 'h': fputs(usage, stdout); return CAQES_EXIT_DONE;
        default: fputs("    see: caqes config --help\n", stderr); return CAQES_EXIT_USAGE;
        }
    }
    if (argc - optind != 1) return usage_error("one campaign file is needed");
    if (!o->dossiers != !o->finess) return usage_error("--dossiers and --finess go together");
    o->campaign = argv[optind];
    return -1;
}

static void report_not_found(const struct options *o, struct diag *diag) {
    struct diag_message m = {.code = "D301",
                             .place = {o->dossiers, 0, 0},
                             .found = o->finess,
                             .found_length = strlen(o->finess),
                             .mend = "write the FINESS of a good dossier that is there, in 9 characters"};
    diag_report(diag, &m, "no good dossier is of this establishment");
}

/* The establishment's record in the open file; the others are passed over. */
static bool find_in_file(const struct options *o, struct dossier_reader *reader, struct arena *arena,
                         struct record *out) {
    while (dossier_reader_next(reader, arena, out)) {
        if (strcmp(out->finess, o->finess) == 0) return true;
        arena_reset(arena);
    }
    return false;
}

static bool find_record(const struct options *o, struct dossier_reader *reader, struct arena *arena, struct diag *diag,
                        struct record *out) {
    struct arena names = ARENA_EMPTY;
    struct inputs in = {.count = 0};
    bool found = false;
    uint32_t i;
    if (inputs_expand(&in, &o->dossiers, 1, &names, diag)) {
        for (i = 0; i < in.count && !found; i++)
            found = dossier_reader_open(reader, in.files[i]) && find_in_file(o, reader, arena, out);
        if (!found) report_not_found(o, diag);
    }
    arena_free(&names);
    return found;
}

static void show(const struct options *o, struct config_view *v, struct diag *diag) {
    struct output output;
    if (!output_open(&output, NULL, (struct output_reads){{NULL}, {0}}, diag)) return;
    if (o->json) {
        config_print_json(output.stream, v);
    } else {
        config_print_table(output.stream, v);
    }
    output_close(&output, true, diag);
}

static void show_establishment(const struct options *o, struct config_view *v, struct diag *diag) {
    struct dossier_reader *reader =
        dossier_reader_create(v->campaign->layout, v->campaign->model, v->campaign->year, diag);
    struct arena records = ARENA_EMPTY;
    struct record record;
    if (find_record(o, reader, &records, diag, &record)) {
        v->record = &record;
        v->match = campaign_match(v->campaign, &record);
        v->assigned = campaign_assigned(v->campaign, v->match);
        show(o, v, diag);
    }
    arena_free(&records);
    dossier_reader_destroy(reader);
}

/* The plugins are run, to see where the settings lead; what they say of themselves is shown without. */
static const struct campaign *read_campaign(const struct options *o, struct isolation *isolation, struct arena *arena,
                                            struct diag *diag) {
    struct campaign *c = plugin_dirs_campaign(&o->dirs, o->campaign, false, arena, diag);
    if (!c) return NULL;
    isolation_load(isolation, c, arena, diag);
    ceilings_report(c, isolation, diag);
    return c;
}

int cmd_config(int argc, char **argv) {
    struct options o = {.dirs = {.count = 0}};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct config_view view = {.arena = &arena};
    struct isolation isolation = ISOLATION_DEFAULT;
    int code = parse_options(argc, argv, &o);
    if (code >= 0) return code;
    if (!isolation_start(&isolation, &diag)) return (int)diag.exit_code;
    view.campaign = read_campaign(&o, &isolation, &arena, &diag);
    if (view.campaign && o.dossiers) {
        show_establishment(&o, &view, &diag);
    } else if (view.campaign) {
        show(&o, &view, &diag);
    }
    isolation_stop(&isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
