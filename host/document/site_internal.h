/* SPDX-License-Identifier: MIT
 *
 * site_internal.h: what the two files of the site share: site.c, the pages and the sums; site_dashboard.c, the first
 * page. */
#ifndef CAQES_HOST_SITE_INTERNAL_H
#define CAQES_HOST_SITE_INTERNAL_H

#include "host/document/site.h"
#include "host/document/site_folder.h"

#include <pthread.h>

enum { SITE_SCORES = 10 };

/* A line of the list. */
struct site_entry {
    char finess[16];
    const char *name;
    uint32_t statut;
    enum total_state state;
    int64_t total; /* centimes; 0 for TOTAL_NONE */
    uint8_t status[MODEL_MAX_VOLETS];
    int64_t counted[MODEL_MAX_VOLETS];
};

struct site {
    const struct campaign *campaign;
    struct results *previous;
    bool distances;
    volatile bool failed; /* a file could not be written */
    struct arena *arena;
    struct site_folder folder;
    pthread_mutex_t lock; /* of `previous` */

    struct run_summary summary;
    struct site_entry *entries;
    uint32_t entry_count, entry_capacity;
    caqes_int128 by_volet[MODEL_MAX_VOLETS], *by_statut;
    uint32_t scores[SITE_SCORES], scored;
    uint32_t *missed[CAMPAIGN_MAX_PLUGINS]; /* [plugin][indicator] */
};

void site_dashboard(FILE *stream, const struct site *s);

#endif
