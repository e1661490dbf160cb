/* SPDX-License-Identifier: MIT
 *
 * caqes plugin list: the plugins of a campaign, who signed them, and whether they are accepted. */
#include "host/base/text.h"
#include "host/cli/options.h"

#include <getopt.h>
#include <string.h>

enum { ID, VERSION, KIND, YEARS, ABI, SHA256, SIGNED, STATE, COLUMNS, SHOWN_DIGITS = 12 };

static const char usage[] = "usage: caqes plugin list [OPTION...] CAMPAIGN.cfg\n"
                            "\n"
                            "  -p, --plugins FOLDER  search plugins there first; may be repeated\n" ISOLATION_USAGE
                            "  -h, --help            this text\n";

struct line {
    const char *cells[COLUMNS];
};

static struct line line_of(const struct campaign *c, const struct campaign_plugin *p, struct arena *arena) {
    const struct manifest *m = p->plugin->manifest;
    struct line l = {{m->id, m->version, "-", "-", "-", "-", "-", "accepted"}};
    if (*p->plugin->sha256) l.cells[SHA256] = arena_copy(arena, p->plugin->sha256, SHOWN_DIGITS);
    if (p->signer) l.cells[SIGNED] = arena_format(arena, "%s (%s)", p->signer->name, p->signer->id);
    if (!c->keys) l.cells[STATE] = "accepted, unlocked";
    if (p->refusal) {
        l.cells[STATE] = "refused"; /* the rest would be what a stand-in says */
        return l;
    }
    l.cells[KIND] = m->is_volet ? arena_format(arena, "volet %s", m->volet) : "indicators";
    l.cells[YEARS] = arena_format(arena, "%u-%u", m->first_year, m->last_year);
    l.cells[ABI] = arena_format(arena, "%u.%u", m->abi_major, m->abi_minor);
    return l;
}

static void print(const struct campaign *c, struct arena *arena) {
    struct line *lines = arena_array(arena, c->plugin_count + 1, sizeof *lines);
    size_t widths[COLUMNS] = {0}, width;
    uint32_t i, k;
    lines[0] = (struct line){{"ID", "VERSION", "KIND", "YEARS", "ABI", "SHA256", "SIGNED WITH", "STATE"}};
    for (i = 0; i < c->plugin_count; i++) lines[i + 1] = line_of(c, &c->plugins[i], arena);
    for (i = 0; i <= c->plugin_count; i++)
        for (k = 0; k < COLUMNS; k++) {
            width = text_columns(lines[i].cells[k]);
            if (width > widths[k]) widths[k] = width;
        }
    for (i = 0; i <= c->plugin_count; i++) {
        for (k = 0; k < STATE; k++)
            printf("%s%*s", lines[i].cells[k], (int)(widths[k] + 2 - text_columns(lines[i].cells[k])), "");
        puts(lines[i].cells[STATE]);
    }
}

int cmd_plugin_list(int argc, char **argv) {
    static const struct option longs[] = {{"plugins", required_argument, NULL, 'p'},
                                          ISOLATION_OPTIONS,
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    struct common_options o = {.command = "plugin list", .usage = usage, .isolation = ISOLATION_DEFAULT};
    struct diag diag = {.stream = stderr};
    struct arena arena = ARENA_EMPTY;
    struct campaign *campaign;
    int option, code = -1;
    while (code < 0 && (option = getopt_long(argc, argv, "p:h", longs, NULL)) != -1)
        code = options_take(&o, option, optarg);
    if (code < 0 && argc - optind != 1) code = options_error(&o, "one campaign file is needed", NULL);
    if (code >= 0) return code;
    o.campaign = argv[optind];
    if (!isolation_start(&o.isolation, &diag)) return (int)diag.exit_code;
    campaign = options_campaign(&o, &arena, &diag);
    if (campaign) print(campaign, &arena);
    isolation_stop(&o.isolation);
    diag_flush(&diag);
    arena_free(&arena);
    return (int)diag.exit_code;
}
