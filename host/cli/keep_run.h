/* SPDX-License-Identifier: MIT
 *
 * keep_run.h: `caqes evaluate --archive FILE`: all that a run was made from, and what it gave, in one file that
 * appears whole or not at all. */
#ifndef CAQES_HOST_KEEP_RUN_H
#define CAQES_HOST_KEEP_RUN_H

#include "host/archive/bundle.h"
#include "host/cli/options.h"

/* Parts of the archive: a folder of dossiers in the order they are read, and results with an ending for their format.
 */
#define KEPT_INPUTS "dossiers"
#define KEPT_PLUGINS "plugins"
#define KEPT_RESULTS "resultats"

struct kept_run {
    const char *path; /* of the archive; NULL: the run is not kept */
    struct output output;
    struct bundle_writer writer;
    struct arena *arena;
    const struct campaign *campaign;
    const struct inputs *inputs;
    bool open;
};

/* Call before the evaluation: opens the archive and notes the files, which must not change until the end. False
 * after messages (A120: a name that an archive cannot hold; S60x). True when nothing is to be kept. */
bool keep_run_begin(struct kept_run *k, const struct common_options *options, const struct campaign *campaign,
                    const struct inputs *inputs, struct arena *arena, struct diag *diag);

/* Call when the results are written and not closed: they are read back from `results`. Says the digest on stderr.
 * With `whole` false, or when the archive cannot be written, which is reported, there is none. True when all is kept
 * that was to be. */
bool keep_run_end(struct kept_run *k, const struct common_options *options, bool explain, const struct output *results,
                  bool whole, struct diag *diag);

#endif
