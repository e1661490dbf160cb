/* SPDX-License-Identifier: MIT */
#include "host/diff/attribution.h"

#include "host/read/json_find.h"

/* A volet of an establishment in a state. */
struct cell {
    bool there;      /* the establishment is */
    bool has_amount; /* or needs none: nothing is missing */
    int64_t counted;
};

static struct cell cell_of(const struct json_node *grid, const char *volet) {
    static const char *const lacking[] = {"incomplet", "erreur", "non_evaluable"};
    const struct json_node *row = grid ? grid_row_of(grid, volet) : NULL;
    struct cell c = {grid != NULL, grid != NULL, row ? grid_counted(grid, row) : 0};
    size_t i;
    for (i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (row && json_is(json_find(row, "statut"), lacking[i])) c.has_amount = false;
    return c;
}

/* A state in between says nothing of a volet that it lost on the way. */
static bool is_usable(const struct cell *c, const struct cell *first, const struct cell *last) {
    if (!c->there) return !first->there || !last->there;
    return c->has_amount || !first->has_amount || !last->has_amount;
}

static void add_share(struct shares *to, unsigned groups, caqes_int128 centimes) {
    to->centimes[groups] += centimes;
    to->known[groups] = true;
}

/* The way of one volet; `change` may be NULL, when A and B are alike. */
static void share(const struct attribution *a, const struct json_node *const *grids, const char *volet,
                  struct shares *total, struct volet_change *change) {
    struct cell cells[MAX_STATES];
    unsigned s, groups = 0, before = 0, end = a->count - 1;
    for (s = 0; s < a->count; s++) cells[s] = cell_of(grids[s], volet);
    for (s = 1; s < a->count; s++) {
        groups |= a->states[s].swapped;
        if (s < end && !is_usable(&cells[s], &cells[0], &cells[end])) continue;
        if (groups) add_share(total, groups, (caqes_int128)cells[s].counted - cells[before].counted);
        if (groups && change)
            add_share(&change->shares, groups, (caqes_int128)cells[s].counted - cells[before].counted);
        before = s;
        groups = 0;
    }
}

static struct establishment_change *change_of(struct establishment_change **next, const char *finess) {
    while (*next && strcmp((*next)->finess, finess) < 0) *next = (*next)->next;
    return *next && strcmp((*next)->finess, finess) == 0 ? *next : NULL;
}

static void share_establishment(const struct attribution *a, const char *finess, struct difference *d,
                                struct establishment_change *e) {
    const struct json_node *grids[MAX_STATES];
    unsigned s;
    uint32_t k;
    for (s = 0; s < a->count; s++) {
        const struct result_grid *g = results_find(a->states[s].results, finess);
        grids[s] = g ? results_parse(a->states[s].results, g) : NULL;
    }
    for (k = 0; k < d->volet_count; k++) {
        struct volet_change *v = e ? e->volets : NULL;
        while (v && strcmp(v->code, d->volets[k].code) != 0) v = v->next;
        share(a, grids, d->volets[k].code, &d->shares, v);
    }
}

/* Each establishment of either end, in order of FINESS. */
void attribution_fill(const struct attribution *a, struct difference *d) {
    const struct results *first = a->states[0].results, *last = a->states[a->count - 1].results;
    struct establishment_change *next = d->changes;
    uint32_t i = 0, j = 0;
    d->attributed = true;
    while (i < first->count || j < last->count) {
        int order = i == first->count  ? 1
                    : j == last->count ? -1
                                       : strcmp(first->grids[i].finess, last->grids[j].finess);
        const char *finess = order <= 0 ? first->grids[i].finess : last->grids[j].finess;
        share_establishment(a, finess, d, change_of(&next, finess));
        i += order <= 0;
        j += order >= 0;
    }
}
