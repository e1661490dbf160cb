/* SPDX-License-Identifier: MIT
 *
 * records.h: the records of the establishments of an unpacked archive, under its campaign: what a plugin is handed,
 * and who set it. No code of a plugin runs. */
#ifndef CAQES_HOST_RECORDS_H
#define CAQES_HOST_RECORDS_H

#include "host/cli/config_view.h"
#include "host/cli/rerun.h"
#include "host/read/dossier.h"

struct records {
    const struct unpacked *unpacked;
    struct campaign *campaign;
    struct dossier_reader *reader;
    struct record *all; /* by FINESS */
    uint32_t count, capacity;
};

/* False when the campaign cannot be read: evaluating the archive says why. */
bool records_open(const struct unpacked *u, struct arena *arena, struct records *out);
void records_close(struct records *r);

const struct record *records_find(const struct records *r, const char *finess);

/* An establishment under its campaign. */
struct config_view records_view(const struct records *r, const struct record *record, struct arena *arena);

#endif
