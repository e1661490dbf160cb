/* SPDX-License-Identifier: MIT */
#include "host/synthesis/follow_up.h"

#include "host/base/rounding.h"
#include "host/base/text.h"
#include "host/read/json_find.h"

#include <stdlib.h>

static bool fault(struct diag *diag, const char *code, const char *file, const char *found, const char *text,
                  const char *mend) {
    struct diag_message m = {.code = code, .place = {file, 0, 0}, .found = found, .mend = mend};
    m.found_length = found ? strlen(found) : 0;
    diag_report(diag, &m, "%s", text);
    return false;
}

void follow_up_open(struct follow_up *f, struct arena *arena) { *f = (struct follow_up){.arena = arena}; }

static bool add_year(struct follow_up *f, int year, const char *file, struct diag *diag) {
    uint32_t i;
    for (i = 0; i < f->year_count; i++)
        if (f->years[i] == year) return true;
    if (f->year_count == FOLLOW_MOST_YEARS)
        return fault(diag, "A133", file, NULL, "these are more than seven years",
                     "give results and facts of seven years at most");
    f->years[f->year_count++] = year;
    return true;
}

static struct region_year *region_of(struct follow_up *f, const char *region, int year) {
    struct region_year *r;
    uint32_t i;
    for (i = 0; i < f->region_count; i++)
        if (f->regions[i].year == year && strcmp(f->regions[i].region, region) == 0) return &f->regions[i];
    f->regions = arena_room(f->arena, f->regions, f->region_count, &f->region_capacity, sizeof *f->regions);
    r = &f->regions[f->region_count++];
    *r = (struct region_year){.region = arena_copy(f->arena, region, strlen(region)), .year = year, .maximum = {0, 0}};
    return r;
}

/* ---- Tallies ---- */

static bool same(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

static const char *kept(struct follow_up *f, const char *text) {
    return text ? arena_copy(f->arena, text, strlen(text)) : "";
}

static struct tally *tally_of(struct follow_up *f, const struct tally *wanted) {
    struct tally *t;
    uint32_t i;
    for (i = 0; i < f->tally_count; i++) {
        t = &f->tallies[i];
        if (t->kind == wanted->kind && t->year == wanted->year && same(t->volet, wanted->volet) &&
            same(t->code, wanted->code))
            return t;
    }
    f->tallies = arena_room(f->arena, f->tallies, f->tally_count, &f->tally_capacity, sizeof *f->tallies);
    t = &f->tallies[f->tally_count++];
    *t = *wanted;
    t->volet = kept(f, wanted->volet);
    t->volet_label = kept(f, wanted->volet_label);
    t->code = kept(f, wanted->code);
    t->label = kept(f, wanted->label);
    t->article = kept(f, wanted->article);
    return t;
}

static const char *text_of(const struct json_node *object, const char *key, struct arena *arena) {
    const char *text = json_copy(json_find(object, key), arena);
    return text ? text : "";
}

/* ---- A volet ---- */

struct grid_read {
    struct follow_up *f;
    struct region_year *region;
    enum category category;
    int year;
    uint32_t rank;
    const struct json_node *volet;
    const char *code, *label;
    bool refused;
};

static void add_motives(const struct grid_read *g) {
    const struct json_node *obligations = json_find(g->volet, "obligations");
    struct tally t = {
        .kind = TALLY_MOTIVE, .year = g->year, .rank = g->rank, .volet = g->code, .volet_label = g->label};
    if (g->refused) {
        t.code = "";
        t.label = "Refus de signer";
        tally_of(g->f, &t)->count++;
        return;
    }
    if (!obligations || obligations->kind != JSON_ARRAY) return;
    JSON_EACH(o, obligations) {
        if (!json_is(json_find(o, "resultat"), "non_atteint") || !grid_obligation_weighs(o)) continue;
        t.code = text_of(o, "code", &g->f->scratch);
        t.label = text_of(o, "libelle", &g->f->scratch);
        t.article = text_of(o, "article", &g->f->scratch);
        tally_of(g->f, &t)->count++;
    }
}

/* A loss is of the nature of the amount that counts; several, or a decision on none, are "diverses". */
static void add_nature(const struct grid_read *g, caqes_int128 loss) {
    const struct json_node *amounts = json_find(g->volet, "montants"), *one = NULL;
    struct tally t = {.kind = TALLY_NATURE, .year = g->year, .code = "", .label = "Plusieurs natures"};
    struct tally *found;
    uint32_t count = 0;
    if (amounts && amounts->kind == JSON_ARRAY) {
        JSON_EACH(a, amounts) {
            if (json_find(a, "suspendu") && json_find(a, "suspendu")->kind == JSON_TRUE) continue;
            if (!json_find(a, "centimes")) continue;
            one = a;
            count++;
        }
    }
    if (count == 1) {
        t.code = text_of(one, "nature", &g->f->scratch);
        t.label = text_of(one, "libelle", &g->f->scratch);
    }
    found = tally_of(g->f, &t);
    found->count++;
    found->sum += loss;
}

/* Losses from products whose rate is their own (art. D. 162-15 of the code of 2005): the part of the reduction that
 * they make, which is never more than what is retained. */
static void add_own_rates(const struct grid_read *g, caqes_int128 loss) {
    const struct json_node *amounts = json_find(g->volet, "montants");
    struct caqes_fraction sum = {0, 1}, rate, part;
    int64_t reimbursed, centimes;
    if (!amounts || amounts->kind != JSON_ARRAY) return;
    JSON_EACH(a, amounts) {
        const struct json_node *products = json_find(a, "produits"), *suspended = json_find(a, "suspendu");
        if (!products || products->kind != JSON_ARRAY || (suspended && suspended->kind == JSON_TRUE)) continue;
        JSON_EACH(p, products) {
            const struct json_node *n = json_find(p, "rembourse_centimes");
            if (!n || !n->text || decimal_parse(n->text, n->text_length, 0, &reimbursed) != DECIMAL_OK) continue;
            if (!grid_fraction(json_find(p, "taux"), &rate)) continue;
            if (caqes_fraction_multiply(rate, caqes_fraction_of(reimbursed, 100), &part))
                (void)caqes_fraction_add(sum, part, &sum);
        }
    }
    if (!round_centimes(sum, &centimes) || centimes <= 0) return;
    g->region->own_rates++;
    g->region->own_rates_loss += centimes < loss ? centimes : loss;
}

static enum socle_state socle_state(const struct json_node *volet, bool decided, int64_t centimes) {
    const struct json_node *status = json_find(volet, "statut");
    if (json_is(status, "refus")) return SOCLE_REFUSED;
    if (json_is(status, "non_contractualise")) return SOCLE_ABSENT;
    if (json_is(status, "pas_encore_en_vigueur") || json_is(status, "echu")) return SOCLE_OUTSIDE;
    if (!decided) return SOCLE_UNDECIDED;
    return centimes < 0 ? SOCLE_REDUCED : SOCLE_WHOLE;
}

static void add_socle(const struct grid_read *g, bool decided, int64_t centimes) {
    struct category_counts *by = &g->region->by[g->category];
    enum socle_state state = socle_state(g->volet, decided, centimes);
    caqes_int128 loss = decided && centimes < 0 ? -(caqes_int128)centimes : 0;
    by->states[state]++;
    if (state == SOCLE_REFUSED) by->refusal_loss += loss;
    if (state != SOCLE_REDUCED) return;
    by->loss += loss;
    add_nature(g, loss);
    add_own_rates(g, loss);
}

static void add_volet(struct grid_read *g) {
    int64_t centimes = 0;
    bool decided = grid_centimes(g->volet, &centimes);
    struct tally t = {.kind = TALLY_VOLET, .year = g->year, .rank = g->rank, .volet = g->code, .volet_label = g->label};
    struct tally *found;
    g->refused = json_is(json_find(g->volet, "statut"), "refus");
    if (strcmp(g->code, "socle") == 0) add_socle(g, decided, centimes);
    found = tally_of(g->f, &t);
    if (!decided) return;
    found->count++;
    found->msap += grid_has_msap(g->volet);
    if (centimes > 0) {
        found->bonuses++;
        found->bonus_sum += centimes;
    } else if (centimes < 0) {
        found->sanctions++;
        found->sum -= centimes;
        add_motives(g);
    }
}

/* ---- Scores ---- */

static const struct json_node *socle_fact(const struct json_node *volet, const char *code) {
    const struct json_node *facts = json_find(volet, "constats");
    if (!facts || facts->kind != JSON_ARRAY) return NULL;
    JSON_EACH(fact, facts) if (json_is(json_find(fact, "code"), code)) return json_find(fact, "valeur");
    return NULL;
}

/* Each score is taken to the billionth of a point, half away from zero, so that no number of them overflows. */
static void add_score(struct score_sum *s, const struct json_node *n) {
    struct caqes_fraction value;
    caqes_int128 parts;
    if (!grid_fraction(n, &value) || !caqes_fraction_nearest(value, FOLLOW_SCORE_PARTS, &parts)) return;
    s->count++;
    s->sum += parts;
}

/* The region's maximum: its score is that on 100 times the maximum over 100. */
static void add_maximum(struct region_year *r, const struct json_node *volet) {
    struct caqes_fraction score, regional, maximum;
    if (!grid_fraction(socle_fact(volet, "SCORE"), &score) || score.num <= 0 ||
        !grid_fraction(socle_fact(volet, "SCORE_REGIONAL"), &regional) ||
        !caqes_fraction_divide(regional, score, &maximum) ||
        !caqes_fraction_multiply(maximum, caqes_fraction_of(100, 1), &maximum))
        return;
    if (r->maximum.den == 0) {
        r->maximum = maximum;
    } else if (caqes_fraction_compare(r->maximum, maximum) != 0) {
        r->maxima_differ = true;
    }
}

static void add_scores(struct region_year *r, const struct json_node *volet) {
    add_score(&r->regional, socle_fact(volet, "SCORE_REGIONAL"));
    add_score(&r->national, socle_fact(volet, "SCORE_NATIONAL"));
    add_maximum(r, volet);
    if (socle_fact(volet, "LETTRE")) r->letters = true;
}

/* ---- A grid ---- */

/* HAD and dialysis are categories of their own when the establishment does nothing else, as in the survey. */
static enum category category_of(const struct json_node *establishment) {
    const struct json_node *champs = json_find(establishment, "champs");
    bool had = false, dialysis = false, other = true;
    if (champs && champs->kind == JSON_ARRAY && champs->span > 1) {
        other = false;
        JSON_EACH(c, champs) {
            had |= json_is(c, "HAD");
            dialysis |= json_is(c, "dialyse");
            other |= !json_is(c, "HAD") && !json_is(c, "dialyse");
        }
    }
    if (json_is(json_find(establishment, "statut"), "SSA")) return CATEGORY_SSA;
    if (!other) return had ? CATEGORY_HAD : dialysis ? CATEGORY_DIALYSE : CATEGORY_DG;
    return json_is(json_find(establishment, "statut"), "ex-OQN") ? CATEGORY_OQN : CATEGORY_DG;
}

static bool is_known_statut(const struct json_node *establishment) {
    const struct json_node *statut = json_find(establishment, "statut");
    return json_is(statut, "ex-DG") || json_is(statut, "ex-OQN") || json_is(statut, "SSA");
}

static void note_seen(struct follow_up *f, const struct json_node *finess, int year, const char *file) {
    struct follow_seen *s;
    f->seen = arena_room(f->arena, f->seen, f->seen_count, &f->seen_capacity, sizeof *f->seen);
    s = &f->seen[f->seen_count++];
    *s = (struct follow_seen){.year = year, .file = file};
    memcpy(s->finess, finess->text, 9);
}

bool follow_up_grid(struct follow_up *f, const struct json_node *grid, const char *file, struct diag *diag) {
    const struct json_node *who = json_find(grid, "etablissement"), *finess = json_find(who, "finess");
    const struct json_node *year = json_find(grid, "exercice"), *volets = json_find(grid, "volets");
    const char *region = json_copy(json_find(who, "region"), &f->scratch);
    struct grid_read g = {.f = f};
    int64_t value;
    if (!finess || finess->kind != JSON_STRING || finess->text_length != 9 || !year || year->kind != JSON_NUMBER ||
        decimal_parse(year->text, year->text_length, 0, &value) != DECIMAL_OK || value < FACTS_FIRST_YEAR ||
        value > FACTS_LAST_YEAR || !volets || volets->kind != JSON_ARRAY || !is_known_statut(who))
        return fault(diag, "A130", file, NULL, "a grid does not say of which establishment, year and statut it is",
                     "give what caqes evaluate writes with --format json or ndjson, or an archive");
    if (!add_year(f, (int)value, file, diag)) return false;
    g.year = (int)value;
    note_seen(f, finess, g.year, file);
    g.category = category_of(who);
    g.region = region_of(f, region && *region ? region : "(région non indiquée)", g.year);
    g.region->has_results = true;
    JSON_EACH(volet, volets) {
        g.volet = volet;
        g.code = text_of(volet, "volet", &f->scratch);
        g.label = text_of(volet, "libelle", &f->scratch);
        add_volet(&g);
        g.rank++;
    }
    add_scores(g.region, grid_volet(grid, "socle"));
    arena_reset(&f->scratch);
    return true;
}

bool follow_up_facts(struct follow_up *f, const struct region_facts *facts, struct diag *diag) {
    struct region_year *r;
    if (!add_year(f, facts->year, facts->file, diag)) return false;
    r = region_of(f, facts->region, facts->year);
    if (r->facts)
        return fault(diag, "C308", facts->file, facts->region,
                     "this region and year are told twice: another file tells them", "keep one of the files");
    r->facts = facts;
    return true;
}

/* ---- Order ---- */

static int by_region(const void *a, const void *b) {
    const struct region_year *x = a, *y = b;
    int order = strcmp(x->region, y->region);
    return order ? order : x->year - y->year;
}

static int by_year(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static int by_establishment(const void *a, const void *b) {
    const struct follow_seen *x = a, *y = b;
    int order = x->year - y->year;
    if (order == 0) order = strcmp(x->finess, y->finess);
    return order ? order : strcmp(x->file, y->file);
}

static int by_tally(const void *a, const void *b) {
    const struct tally *x = a, *y = b;
    int order = (int)x->kind - (int)y->kind;
    if (order == 0) order = (x->rank > y->rank) - (x->rank < y->rank);
    if (order == 0) order = strcmp(x->volet, y->volet);
    if (order == 0) order = strcmp(x->article, y->article);
    if (order == 0) order = strcmp(x->code, y->code);
    return order ? order : x->year - y->year;
}

bool follow_up_close(struct follow_up *f, struct diag *diag) {
    bool good = true;
    uint32_t i;
    arena_free(&f->scratch);
    if (f->region_count) qsort(f->regions, f->region_count, sizeof *f->regions, by_region);
    if (f->tally_count) qsort(f->tallies, f->tally_count, sizeof *f->tallies, by_tally);
    if (f->seen_count) qsort(f->seen, f->seen_count, sizeof *f->seen, by_establishment);
    qsort(f->years, f->year_count, sizeof *f->years, by_year);
    for (i = 1; i < f->seen_count; i++) {
        const struct follow_seen *s = &f->seen[i];
        if (s->year != s[-1].year || strcmp(s->finess, s[-1].finess) != 0) continue;
        good = fault(diag, "A132", s->file, arena_format(f->arena, "%s, %d", s->finess, s->year),
                     "an establishment is there twice for a year, here and in other results", "give its results once");
    }
    return good;
}
