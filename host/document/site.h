/* SPDX-License-Identifier: MIT
 *
 * site.h: a campaign as a folder of pages that opens from a disk: a dashboard with the list of establishments, and a
 * page for each. Pages are written batch by batch, in any thread; what the dashboard says is added up in the order of
 * the dossiers, so that the bytes depend on nothing else. */
#ifndef CAQES_HOST_SITE_H
#define CAQES_HOST_SITE_H

#include "host/diff/results.h"
#include "host/grid/grid.h"
#include "host/report/summary.h"

struct site;

/* A new site for `folder`, built beside it. NULL after messages (S609: the folder is there and is no site of caqes;
 * S602). `previous`: results of another year, shown beside this one; or NULL. */
struct site *site_open(const char *folder, const struct campaign *campaign, struct results *previous, bool distances,
                       struct arena *arena, struct diag *diag);

/* Begins again: what was added up comes to nothing. */
void site_restart(struct site *s);

/* The page of an establishment; in any thread. */
void site_page(struct site *s, const struct grid *g, struct arena *work);

/* Its line of the list, and what it adds to the dashboard; in order. */
void site_add(struct site *s, const struct grid *g, struct arena *work);

/* Writes the dashboard and gives the folder its name, or with `keep` false removes it. False after a message (S602). */
bool site_close(struct site *s, bool keep, struct diag *diag);

#endif
