/* SPDX-License-Identifier: MIT
 *
 * rerun.h: archives, unpacked and evaluated again, by this very program in a process of its own: what replay and diff
 * run is what `caqes evaluate` runs. */
#ifndef CAQES_HOST_RERUN_H
#define CAQES_HOST_RERUN_H

#include "host/archive/about.h"
#include "host/worker/isolation.h"

/* An archive, verified and laid out in `folder`. */
struct unpacked {
    const char *file;   /* as given */
    const char *folder; /* absolute */
    struct bundle_index index;
    struct about about;
};

/* Unpacks an archive into a new folder `name` of the private folder. False after messages (A1xx). */
bool unpacked_open(const char *file, const char *private_folder, const char *name, struct arena *arena,
                   struct diag *diag, struct unpacked *out);

/* What `caqes evaluate` is run on: a configuration with its plugins, and dossiers. */
struct rerun {
    const char *folder;   /* unpacked, with configuration/ and plugins/ */
    const char *campaign; /* in it */
    const char *inputs;   /* a folder of dossiers, absolute */
    const char *format;   /* "table", "json", "ndjson" */
    bool explain, any_version;
    const struct isolation *isolation; /* of the command line */
    uint32_t worker_seconds;
    bool quiet; /* nothing of it on stderr */
};

/* The run of an archive as it was. */
struct rerun rerun_of(const struct unpacked *u, const struct isolation *isolation);

/* Evaluates, and writes the results to `output` (absolute). The exit code of the evaluation; CAQES_EXIT_SYSTEM after a
 * message (S613) when it could not be run. */
int rerun(const struct rerun *r, const char *output, struct arena *arena, struct diag *diag);

/* True for exit codes of an evaluation that gave results. */
bool rerun_gave_results(int exit_code);

/* A state between two archives, in a new folder: the configuration of one with the plugins of the other. A plugin
 * that the other does not have is that of the configuration. False after a message (S611). */
bool rerun_mix(const struct unpacked *configuration, const struct unpacked *plugins, const char *folder,
               struct arena *arena, struct diag *diag);

/* Puts a file in the place of a member of an unpacked archive. False after a message (S611). */
bool rerun_replace(const char *folder, const char *member, const char *with, struct arena *arena, struct diag *diag);

#endif
