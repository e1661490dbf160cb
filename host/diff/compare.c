/* SPDX-License-Identifier: MIT */
#include "host/diff/difference.h"

#include "host/base/text.h"
#include "host/read/json_find.h"

#include <stdlib.h>

static const char *keep(struct arena *arena, const char *text) {
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

struct remark *remark_add(struct remarks *to, struct arena *arena, const char *kind, const char *code,
                          const char *label, const char *before, const char *after) {
    struct remark *r;
    if (before == after || (before && after && strcmp(before, after) == 0)) return NULL;
    r = arena_alloc(arena, sizeof *r);
    *r = (struct remark){.kind = kind,
                         .code = keep(arena, code),
                         .label = keep(arena, label),
                         .before = keep(arena, before),
                         .after = keep(arena, after)};
    if (!to->last) to->last = &to->first;
    *to->last = r;
    to->last = &r->next;
    to->count++;
    return r;
}

static struct volet_total *total_of(struct difference *d, const struct json_node *row) {
    const struct json_node *code = json_find(row, "volet");
    struct volet_total *t;
    uint32_t k;
    for (k = 0; k < d->volet_count; k++)
        if (json_is(code, d->volets[k].code)) return &d->volets[k];
    if (!code || d->volet_count == MAX_VOLET_TOTALS) return NULL;
    t = &d->volets[d->volet_count++];
    t->code = json_copy(code, d->arena);
    t->label = json_copy(json_find(row, "libelle"), d->arena);
    return t;
}

/* Adds what a grid counts to the totals of its side. */
static void add_totals(struct difference *d, const struct json_node *grid, unsigned side, int64_t *total) {
    const struct json_node *rows = json_find(grid, "volets");
    if (!rows || rows->kind != JSON_ARRAY) return;
    JSON_EACH(row, rows) {
        struct volet_total *t = total_of(d, row);
        int64_t counted = grid_counted(grid, row);
        if (t) t->total[side] += counted;
        if (t) d->total[side] += counted;
        if (total && __builtin_add_overflow(*total, counted, total)) *total = counted < 0 ? INT64_MIN : INT64_MAX;
    }
}

static const char *name_of(const struct json_node *grid, const char *group, const char *key, struct arena *arena) {
    return json_copy(json_find(group ? json_find(grid, group) : grid, key), arena);
}

static void count_change(struct difference *d, struct establishment_change *e) {
    const struct volet_change *v;
    uint32_t k;
    for (v = e->volets; v; v = v->next) {
        bool status =
            e->year[0] && e->year[1] && (!v->status[0] || !v->status[1] || strcmp(v->status[0], v->status[1]) != 0);
        if (!status && v->counted[0] == v->counted[1]) continue;
        e->moves = true;
        for (k = 0; k < d->volet_count; k++)
            if (strcmp(d->volets[k].code, v->code) == 0) d->volets[k].changed++;
    }
    d->change_count++;
    d->moved += e->moves;
}

static bool same_bytes(const struct result_grid *a, const struct result_grid *b) {
    return a && b && a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static void compare_pair(struct difference *d, struct results *const *sides, const struct result_grid *const *grids,
                         struct establishment_change ***last) {
    const struct json_node *root[2];
    struct establishment_change *e = arena_alloc(d->arena, sizeof *e);
    unsigned side;
    for (side = 0; side < 2; side++) {
        root[side] = grids[side] ? results_parse(sides[side], grids[side]) : NULL;
        if (!root[side]) continue;
        add_totals(d, root[side], side, &e->total[side]);
        e->year[side] = name_of(root[side], NULL, "exercice", d->arena);
        e->name = name_of(root[side], "etablissement", "nom", d->arena);
        e->finess = arena_copy(d->arena, grids[side]->finess, strlen(grids[side]->finess));
    }
    d->compared += root[0] && root[1];
    d->added += !root[0];
    d->removed += !root[1];
    if (same_bytes(grids[0], grids[1])) return;
    grids_compare(e, root[0], root[1], d->arena, &d->scratch);
    arena_reset(&d->scratch);
    if (root[0] && root[1] && !e->volets && json_same(json_find(root[0], "exercice"), json_find(root[1], "exercice")))
        return;
    count_change(d, e);
    e->moves = e->moves || !root[0] || !root[1];
    **last = e;
    *last = &e->next;
}

void difference_compare(struct difference *d, struct results *a, struct results *b) {
    struct results *const sides[2] = {a, b};
    struct establishment_change **last = &d->changes;
    uint32_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        int order = i == a->count ? 1 : j == b->count ? -1 : strcmp(a->grids[i].finess, b->grids[j].finess);
        const struct result_grid *grids[2] = {order <= 0 ? &a->grids[i] : NULL, order >= 0 ? &b->grids[j] : NULL};
        compare_pair(d, sides, grids, &last);
        i += order <= 0;
        j += order >= 0;
    }
}

/* ---- Order ---- */

static caqes_int128 size_of(const struct establishment_change *e) {
    caqes_int128 change = (caqes_int128)e->total[1] - e->total[0];
    return change < 0 ? -change : change;
}

static int by_size(const void *a, const void *b) {
    const struct establishment_change *one = *(struct establishment_change *const *)a;
    const struct establishment_change *other = *(struct establishment_change *const *)b;
    if (one->moves != other->moves) return one->moves ? -1 : 1;
    if (size_of(one) != size_of(other)) return size_of(one) > size_of(other) ? -1 : 1;
    return strcmp(one->finess, other->finess);
}

struct establishment_change **difference_sorted(const struct difference *d) {
    struct establishment_change **all = arena_array(d->arena, d->change_count + 1, sizeof(*all)), *e;
    uint32_t count = 0;
    for (e = d->changes; e; e = e->next) all[count++] = e;
    qsort(all, count, sizeof(*all), by_size);
    return all;
}
