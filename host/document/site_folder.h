/* SPDX-License-Identifier: MIT
 *
 * site_folder.h: a folder that appears whole or not at all: built beside its place, and put there at the end. */
#ifndef CAQES_HOST_SITE_FOLDER_H
#define CAQES_HOST_SITE_FOLDER_H

#include "host/base/arena.h"
#include "host/base/diag.h"

struct site_folder {
    const char *place; /* where it is to be */
    char *building;
};

/* False after a message: S609 when something that is no site is there, S602. */
bool site_folder_open(struct site_folder *f, const char *place, struct arena *arena, struct diag *diag);

/* A new file in it, by its name there; NULL when it cannot be made. */
FILE *site_folder_file(const struct site_folder *f, const char *name, struct arena *arena);

/* Gives it its place, the one that was there removed; or removes it. False after a message. */
bool site_folder_close(struct site_folder *f, bool keep, struct arena *arena, struct diag *diag);

#endif
