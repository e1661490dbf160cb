/* SPDX-License-Identifier: MIT */
#include "host/diff/records.h"

#include "host/cli/keep_run.h"

#include <stdlib.h>
#include <string.h>

static void read_dossiers(struct records *r, const char *file, struct arena *arena) {
    if (!dossier_reader_open(r->reader, file)) return;
    for (;;) {
        if (r->count == r->capacity) {
            r->capacity = r->capacity ? r->capacity * 2 : 256;
            r->all = memory_grow(r->all, r->capacity, sizeof *r->all);
        }
        if (!dossier_reader_next(r->reader, arena, &r->all[r->count])) return;
        r->count++;
    }
}

static int by_finess(const void *a, const void *b) {
    return strcmp(((const struct record *)a)->finess, ((const struct record *)b)->finess);
}

bool records_open(const struct unpacked *u, struct arena *arena, struct records *out) {
    const char *campaign = arena_format(arena, "%s/%s", u->folder, u->about.campaign);
    const char *plugins = arena_format(arena, "%s/" KEPT_PLUGINS, u->folder);
    static struct diag quiet; /* the evaluation said it all */
    uint32_t k;
    *out = (struct records){.unpacked = u};
    out->campaign = campaign_read_any_version(campaign, &plugins, 1, arena, &quiet);
    if (!out->campaign) return false;
    out->reader = dossier_reader_create(out->campaign->layout, out->campaign->model, out->campaign->year, &quiet);
    for (k = 0; k < u->index.count; k++) {
        const char *name = u->index.entries[k].name;
        if (strncmp(name, KEPT_INPUTS "/", sizeof KEPT_INPUTS) == 0)
            read_dossiers(out, arena_format(arena, "%s/%s", u->folder, name), arena);
    }
    if (out->count) qsort(out->all, out->count, sizeof *out->all, by_finess);
    return true;
}

void records_close(struct records *r) {
    if (r->reader) dossier_reader_destroy(r->reader);
    free(r->all);
    *r = (struct records){0};
}

const struct record *records_find(const struct records *r, const char *finess) {
    const struct record key = {.finess = finess};
    return r->count ? bsearch(&key, r->all, r->count, sizeof *r->all, by_finess) : NULL;
}

struct config_view records_view(const struct records *r, const struct record *record, struct arena *arena) {
    uint64_t match = campaign_match(r->campaign, record);
    return (struct config_view){r->campaign, record, match, campaign_assigned(r->campaign, match), arena};
}
