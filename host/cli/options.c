/* SPDX-License-Identifier: MIT */
#include "host/cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int options_error(const struct common_options *o, const char *text, const char *found) {
    fprintf(stderr, "caqes %s: error[U003]: %s%s%s\n    see: caqes %s --help\n", o->command, text, found ? ": " : "",
            found ? found : "", o->command);
    return CAQES_EXIT_USAGE;
}

static int take_format(struct common_options *o, const char *word) {
    static const char *const formats[] = {"table", "json", "ndjson", "compact"};
    static const char *const expected[] = {[FORMAT_JSON] = "--format is table or json",
                                           [FORMAT_NDJSON] = "--format is table, json or ndjson",
                                           [FORMAT_COMPACT] = "--format is table, json, ndjson or compact"};
    unsigned last = o->last_format < FORMAT_JSON ? FORMAT_JSON : o->last_format, f;
    for (f = 0; f <= last && strcmp(word, formats[f]) != 0; f++) {
    }
    if (f > last) return options_error(o, expected[last], word);
    o->format = (enum format)f;
    return -1;
}

int options_take(struct common_options *o, int option, const char *argument) {
    switch (option) {
    case 'f': return take_format(o, argument);
    case 'o': o->output = argument; return -1;
    case 'p': return plugin_dirs_add(&o->dirs, argument) == 0 ? -1 : CAQES_EXIT_USAGE;
    case 'i':
    case 'j':
    case 'w':
        if (isolation_option(&o->isolation, option, argument)) return -1;
        return options_error(o,
                             option == 'j' ? "--jobs is a whole number from 1 to 64"
                                           : "--worker-seconds is a whole number from 1 to 3600",
                             argument);
    case 'h': fputs(o->usage, stdout); return CAQES_EXIT_DONE;
    default: fprintf(stderr, "    see: caqes %s --help\n", o->command); return CAQES_EXIT_USAGE;
    }
}

int options_dossiers(struct common_options *o, int argc, char **argv, int first) {
    if (argc - first < 2) return options_error(o, "a campaign and at least one dossier file are needed", NULL);
    o->campaign = argv[first];
    o->inputs = argv + first + 1;
    o->input_count = argc - first - 1;
    return -1;
}

/* Whether a file lies in a folder, both as they really are. */
static bool lies_in(const char *file, const char *folder) {
    char *real = realpath(file, NULL);
    size_t length = strlen(folder);
    bool inside = real && strncmp(real, folder, length) == 0 && real[length] == '/';
    free(real);
    return inside;
}

/* An archive is evaluated from itself alone. */
static bool stays_inside(const struct campaign *c, struct diag *diag) {
    struct diag_message m = {
        .code = "C356",
        .mend = "name it by a path that stays in the folder; of an archive: it was edited, ask for it again"};
    char *here = realpath(".", NULL);
    const char *outside = NULL;
    uint32_t k;
    for (k = 0; here && k < c->file_count && !outside; k++)
        if (!lies_in(c->files[k], here)) outside = c->files[k];
    for (k = 0; here && k < c->plugin_count && !outside; k++)
        if (!lies_in(c->plugins[k].plugin->file, here)) outside = c->plugins[k].plugin->file;
    if (here && !outside) {
        free(here);
        return true;
    }
    free(here);
    m.place.file = c->file;
    m.found = outside;
    m.found_length = outside ? strlen(outside) : 0;
    diag_report(diag, &m, "it reads a file outside the current folder, which --inside refuses");
    return false;
}

struct campaign *options_campaign(struct common_options *o, struct arena *arena, struct diag *diag) {
    struct campaign *campaign = plugin_dirs_campaign(&o->dirs, o->campaign, o->any_version, arena, diag);
    if (campaign && o->inside && !stays_inside(campaign, diag)) return NULL;
    if (campaign) isolation_load(&o->isolation, campaign, arena, diag);
    return campaign;
}

bool options_output(const struct common_options *o, const struct campaign *campaign, const struct inputs *inputs,
                    struct output *output, struct diag *diag) {
    struct output_reads reads = {{inputs->files, campaign->files}, {inputs->count, campaign->file_count}};
    return output_open(output, o->output, reads, diag);
}
