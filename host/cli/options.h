/* SPDX-License-Identifier: MIT
 *
 * options.h: what the commands that run plugins over dossiers share: options, the campaign with its plugins loaded,
 * and where results go. Each command keeps its own flags and its own help. */
#ifndef CAQES_HOST_OPTIONS_H
#define CAQES_HOST_OPTIONS_H

#include "host/cli/command.h"
#include "host/cli/inputs.h"
#include "host/cli/output.h"
#include "host/worker/isolation.h"

enum format { FORMAT_TABLE, FORMAT_JSON, FORMAT_NDJSON, FORMAT_COMPACT };

struct common_options {
    const char *command, *usage;
    enum format last_format; /* of those that --format takes, in the order of the enum; table and json always */
    struct plugin_dirs dirs;
    struct isolation isolation;
    enum format format;
    bool inside;      /* of an archive: nothing outside the current folder is read */
    bool any_version; /* to compare plugins: one of another version than the campaign says is accepted */
    const char *output, *campaign;
    char *const *inputs;
    int input_count;
};

/* Says what is wrong with the command line; `found` may be NULL. CAQES_EXIT_USAGE. */
int options_error(const struct common_options *o, const char *text, const char *found);

/* Takes one of 'f', 'o', 'p', 'i', 'w' and 'h', and what getopt_long does not know. -1 to go on, or an exit code. */
int options_take(struct common_options *o, int option, const char *argument);

/* What is left of the command line: a campaign, and dossiers. -1 to go on, or an exit code. */
int options_dossiers(struct common_options *o, int argc, char **argv, int first);

/* The campaign, with the code of its plugins loaded; NULL after messages. Isolation is started. */
struct campaign *options_campaign(struct common_options *o, struct arena *arena, struct diag *diag);

/* Opens the output, which must replace nothing that the run reads. */
bool options_output(const struct common_options *o, const struct campaign *campaign, const struct inputs *inputs,
                    struct output *output, struct diag *diag);

#endif
