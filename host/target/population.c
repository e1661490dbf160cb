/* SPDX-License-Identifier: MIT */
#include "host/target/population.h"

#include "host/read/name_hash.h"

#include <stdlib.h>
#include <string.h>

/* A sum of int64 in 128 bits, which no number of dossiers exceeds: so that the order of adding does not count, it is
 * held against 64 bits only when it is read. */
struct tally {
    caqes_int128 sum;
    uint32_t establishments;
};

/* The establishments that have these in common. `by` says what: group_by bits. */
struct group {
    uint32_t by, champs;
    const char *region;    /* "" unless by BY_REGION */
    struct tally *tallies; /* [aggregate_count] */
};

struct population {
    const struct layout *layout;
    uint32_t *first; /* [plugin]: number of its first aggregate, all plugins together */
    uint32_t aggregate_count;
    uint32_t kinds; /* set of the `by` that are needed, bit n for n */
    struct arena arena;
    struct group *groups;
    uint32_t group_count, group_capacity;
    uint32_t *buckets; /* open addressing, group + 1; 0 is free; twice group_capacity */
};

enum { FIRST_GROUPS = 64 };

/* ---- Groups -------------------------------------------------------------------------------------- */

static bool is_key(const struct group *g, uint32_t by, const char *region, uint32_t champs) {
    return g->by == by && g->champs == champs && strcmp(g->region, region) == 0;
}

static uint32_t *bucket_of(const struct population *p, uint32_t by, const char *region, uint32_t champs) {
    uint32_t mask = p->group_capacity * 2 - 1;
    uint32_t at = (name_hash(region, strlen(region)) ^ (champs * 4 + by)) * 0x9E3779B9U >> 7;
    for (;; at++) {
        uint32_t *bucket = &p->buckets[at & mask];
        if (*bucket == 0 || is_key(&p->groups[*bucket - 1], by, region, champs)) return bucket;
    }
}

static void grow(struct population *p) {
    uint32_t i;
    p->group_capacity *= 2;
    p->groups = memory_grow(p->groups, p->group_capacity, sizeof *p->groups);
    p->buckets = memory_grow(p->buckets, (size_t)p->group_capacity * 2, sizeof *p->buckets);
    memset(p->buckets, 0, (size_t)p->group_capacity * 2 * sizeof *p->buckets);
    for (i = 0; i < p->group_count; i++) {
        const struct group *g = &p->groups[i];
        *bucket_of(p, g->by, g->region, g->champs) = i + 1;
    }
}

/* The group of a key, made when it is new. */
static struct group *group_at(struct population *p, uint32_t by, const char *region, uint32_t champs) {
    uint32_t *bucket = bucket_of(p, by, region, champs);
    if (*bucket == 0) {
        if (p->group_count == p->group_capacity) {
            grow(p);
            bucket = bucket_of(p, by, region, champs);
        }
        p->groups[p->group_count] = (struct group){by, champs, arena_copy(&p->arena, region, strlen(region)),
                                                   arena_array(&p->arena, p->aggregate_count, sizeof(struct tally))};
        *bucket = ++p->group_count;
    }
    return &p->groups[*bucket - 1];
}

/* Under which key an establishment is in groups made `by`. */
static const char *region_of(const struct record *r, uint32_t by) { return by & BY_REGION ? r->region : ""; }
static uint32_t champs_of(const struct record *r, uint32_t by) { return by & BY_CHAMPS ? r->champs : 0; }

/* An aggregate is kept for its own groups, and for the same over all regions. */
static bool is_kept(const struct manifest_aggregate *a, uint32_t by) {
    return a->by == by || (a->by & ~(uint32_t)BY_REGION) == by;
}

/* ---- Adding -------------------------------------------------------------------------------------- */

bool population_needed(const struct layout *l) {
    uint32_t p;
    for (p = 0; p < l->plugin_count; p++)
        if (l->plugins[p].manifest->aggregate_count > 0) return true;
    return false;
}

struct population *population_create(const struct layout *l) {
    struct population *p = memory_grow(NULL, 1, sizeof *p);
    uint32_t i, a;
    *p = (struct population){.layout = l, .group_capacity = FIRST_GROUPS};
    p->first = arena_array(&p->arena, l->plugin_count, sizeof *p->first);
    for (i = 0; i < l->plugin_count; i++) {
        const struct manifest *m = l->plugins[i].manifest;
        p->first[i] = p->aggregate_count;
        p->aggregate_count += m->aggregate_count;
        for (a = 0; a < m->aggregate_count; a++)
            p->kinds |= 1U << m->aggregates[a].by | 1U << (m->aggregates[a].by & ~(uint32_t)BY_REGION);
    }
    p->groups = memory_grow(NULL, FIRST_GROUPS, sizeof *p->groups);
    p->buckets = memory_grow(NULL, (size_t)FIRST_GROUPS * 2, sizeof *p->buckets);
    memset(p->buckets, 0, (size_t)FIRST_GROUPS * 2 * sizeof *p->buckets);
    return p;
}

void population_destroy(struct population *p) {
    if (!p) return;
    arena_free(&p->arena);
    free(p->groups);
    free(p->buckets);
    free(p);
}

/* Whether an establishment counts: its input and those that go with it have a value. */
static bool counts(const struct layout_plugin *l, const struct manifest_aggregate *a, const struct record *r) {
    uint32_t k;
    for (k = 0; k < a->with_count; k++)
        if (r->presences[l->columns[a->with[k]]] != CAQES_PRESENT) return false;
    return r->presences[l->columns[a->input]] == CAQES_PRESENT;
}

static void add_to_group(struct population *p, const struct record *r, uint32_t by) {
    struct group *g = group_at(p, by, region_of(r, by), champs_of(r, by));
    uint32_t i, k;
    for (i = 0; i < p->layout->plugin_count; i++) {
        const struct layout_plugin *l = &p->layout->plugins[i];
        for (k = 0; k < l->manifest->aggregate_count; k++) {
            const struct manifest_aggregate *a = &l->manifest->aggregates[k];
            struct tally *s = &g->tallies[p->first[i] + k];
            if (!is_kept(a, by) || !counts(l, a, r)) continue;
            s->establishments++;
            s->sum += a->statistic == STATISTIC_COUNT ? 1 : r->values[l->columns[a->input]];
        }
    }
}

void population_add(struct population *p, const struct record *r) {
    uint32_t by;
    for (by = 0; by <= (BY_REGION | BY_CHAMPS); by++)
        if (p->kinds >> by & 1U && !(by & BY_REGION && !*r->region)) add_to_group(p, r, by);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

static bool fits(const struct tally *s) { return s->sum >= INT64_MIN && s->sum <= INT64_MAX; }

static const struct tally *tally_of(const struct population *p, uint32_t index, uint32_t by, const struct record *r) {
    static const struct tally none = {0, 0};
    uint32_t group = *bucket_of(p, by, region_of(r, by), champs_of(r, by));
    return group ? &p->groups[group - 1].tallies[index] : &none;
}

struct population_value population_value(const struct population *p, uint32_t plugin, uint32_t aggregate,
                                         const struct record *r) {
    const struct manifest_aggregate *a = &p->layout->plugins[plugin].manifest->aggregates[aggregate];
    uint32_t index = p->first[plugin] + aggregate;
    const struct tally *s = tally_of(p, index, a->by, r);
    bool beyond = a->by & BY_REGION && (!*r->region || s->establishments < a->at_least);
    if (beyond) s = tally_of(p, index, a->by & ~(uint32_t)BY_REGION, r);
    return (struct population_value){.value = fits(s) ? (int64_t)s->sum : 0,
                                     .presence = fits(s) ? CAQES_PRESENT : CAQES_INVALID,
                                     .establishments = s->establishments,
                                     .all_regions = beyond};
}

static void report(const struct population *p, const struct manifest *m, uint32_t aggregate, uint32_t index,
                   struct diag *diag) {
    const struct manifest_aggregate *a = &m->aggregates[aggregate];
    const char *input = m->slots[a->input]->name;
    struct diag_message message = {.code = "P303",
                                   .place = {m->file, 0, 0},
                                   .found = input,
                                   .found_length = strlen(input),
                                   .mend = "look in the dossiers for values of this input that cannot be"};
    uint32_t g, beyond = 0;
    for (g = 0; g < p->group_count; g++) beyond += !fits(&p->groups[g].tallies[index]);
    if (beyond > 0)
        diag_report(diag, &message, "aggregate \"%s\": 64 bits do not hold the sum in %u group%s of establishments",
                    a->spec.name, beyond, beyond > 1 ? "s" : "");
}

void population_report(const struct population *p, struct diag *diag) {
    uint32_t i, k;
    for (i = 0; i < p->layout->plugin_count; i++)
        for (k = 0; k < p->layout->plugins[i].manifest->aggregate_count; k++)
            report(p, p->layout->plugins[i].manifest, k, p->first[i] + k, diag);
}
