/* SPDX-License-Identifier: MIT
 *
 * evaluation.h: the way of the data from dossiers to grids, for every command that shows or explains grids. A plugin
 * that fails on several establishments is set aside for all of them, and the run begins again without it. */
#ifndef CAQES_HOST_EVALUATION_H
#define CAQES_HOST_EVALUATION_H

#include "host/cli/inputs.h"
#include "host/cli/output.h"
#include "host/cli/page.h"
#include "host/grid/grid.h"

struct evaluation {
    struct campaign *campaign;
    struct diag *diag;
    struct output *output; /* what a run that begins again takes back */
    const char *finess;    /* grids of this establishment only; NULL: of all. Every dossier is evaluated */
    bool unsaid;           /* nobody reads which data are missing, nor the notices */
    uint32_t jobs;         /* batches evaluated at a time */
    struct shard *shard;   /* NULL: all dossiers. A share of them does not tell whether a plugin fails too often */

    /* What the command does: at the beginning, or again after a plugin was set aside; with each grid, in order; at the
     * end. */
    void (*begin)(void *context);
    void (*each)(void *context, const struct grid *g, struct arena *work);
    void (*end)(void *context);
    /* Two that a command may leave out. What it writes of a grid, in any thread, on the page of its batch; and that
     * page, when its turn has come. */
    void (*write)(void *context, const struct grid *g, struct page *page, struct arena *work);
    void (*turn)(void *context, struct page *page);
    void *context;

    uint32_t establishments, refused, incomplete; /* grids handed out; dossiers refused; volets incomplete */
    uint32_t failures[CAMPAIGN_MAX_PLUGINS];      /* establishments on which each plugin failed */
    bool set_aside;                               /* one failed too often: what is written is taken back */
};

/* Runs it. What is wrong is reported, the exit code raised, and the outcome of a run that is not clean said on
 * stderr by evaluation_say. */
void evaluation_run(struct evaluation *e, struct inputs *inputs);

/* Silent when all is well; else what became of the run, in one line, as `command`. */
void evaluation_say(const struct evaluation *e, const char *command);

#endif
