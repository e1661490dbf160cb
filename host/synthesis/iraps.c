/* SPDX-License-Identifier: MIT */
#include "host/synthesis/iraps.h"

#include "host/base/text.h"
#include "host/read/json_find.h"
#include "host/synthesis/follow_up.h"

#include <stdlib.h>

#define INSTRUCTION                                                                                                    \
    "Instruction du 26 juillet 2017, annexe 5, instance régionale d'amélioration de la pertinence des soins"

enum standing { STANDING_EVALUATED, STANDING_REFUSED, STANDING_WITHOUT_RESULT, STANDING_NOT_SIGNED, STANDINGS };
static const char *const standing_labels[STANDINGS] = {
    "Volet évalué", "Refus de signer", "Volet signé, sans résultat dans l'exercice", "Volet non contractualisé"};

enum outcome { OUTCOME_BONUS, OUTCOME_NONE, OUTCOME_MSAP, OUTCOME_SANCTION, OUTCOME_BOTH, OUTCOMES };
static const char *const outcome_labels[OUTCOMES] = {
    "Intéressement", "Ni intéressement, ni sanction, ni mise sous accord préalable", "Mise sous accord préalable",
    "Sanction", "Sanction et mise sous accord préalable"};

enum reached { REACHED, MISSED, NEITHER, REACHED_STATES };

struct obligation {
    const char *code, *label, *article;
    uint64_t states[REACHED_STATES];
};

struct targeted {
    const char *finess, *name;
};

/* A region in a year. */
struct region {
    const char *name;
    int year;
    uint64_t standings[STANDINGS], outcomes[OUTCOMES];
    caqes_int128 sums[2], largest[2]; /* of intéressements, of sanctions; centimes */
    uint64_t paid[2];
    struct obligation *obligations;
    uint32_t obligation_count, obligation_capacity;
    struct targeted *targets;
    uint32_t target_count, target_capacity;
    bool has_targets, has_grids;
};

struct seen {
    char finess[10];
    int year;
    bool target;
    const char *file;
};

struct iraps {
    struct arena *arena;
    uint32_t group;
    struct region *regions;
    uint32_t region_count, region_capacity;
    struct seen *seen;
    uint32_t seen_count, seen_capacity;
};

struct iraps *iraps_create(struct arena *arena, uint32_t group) {
    struct iraps *s = arena_alloc(arena, sizeof *s);
    s->arena = arena;
    s->group = group;
    return s;
}

/* ---- Adding ---- */

static bool fault(struct diag *diag, const char *code, const char *file, const char *found, const char *text) {
    struct diag_message m = {.code = code, .place = {file, 0, 0}, .found = found};
    m.found_length = found ? strlen(found) : 0;
    m.mend = "give the results of caqes evaluate and of caqes target once for each year";
    diag_report(diag, &m, "%s", text);
    return false;
}

static struct region *region_of(struct iraps *s, const struct json_node *who, int year) {
    const struct json_node *name = json_find(who, "region");
    struct region *r;
    uint32_t i;
    for (i = 0; i < s->region_count; i++)
        if (s->regions[i].year == year && json_is(name, s->regions[i].name)) return &s->regions[i];
    s->regions = arena_room(s->arena, s->regions, s->region_count, &s->region_capacity, sizeof *s->regions);
    r = &s->regions[s->region_count++];
    *r = (struct region){.name = json_copy(name, s->arena), .year = year};
    if (!r->name) r->name = "(région non indiquée)";
    return r;
}

/* The region of a document, after checking whom it is about; NULL after a message. */
static struct region *enter(struct iraps *s, const struct json_node *document, bool target, const char *file,
                            struct diag *diag) {
    const struct json_node *who = json_find(document, "etablissement"), *finess = json_find(who, "finess");
    const struct json_node *year = json_find(document, "exercice"), *volets = json_find(document, "volets");
    struct seen one = {.target = target, .file = file};
    int64_t value;
    if (!finess || finess->kind != JSON_STRING || finess->text_length != 9 || !year || year->kind != JSON_NUMBER ||
        decimal_parse(year->text, year->text_length, 0, &value) != DECIMAL_OK || value < FACTS_FIRST_YEAR ||
        value > FACTS_LAST_YEAR || !volets || volets->kind != JSON_ARRAY) {
        fault(diag, "A130", file, NULL, "a part of it does not say of which establishment and year it is");
        return NULL;
    }
    memcpy(one.finess, finess->text, 9);
    one.year = (int)value;
    s->seen = arena_room(s->arena, s->seen, s->seen_count, &s->seen_capacity, sizeof *s->seen);
    s->seen[s->seen_count++] = one;
    return region_of(s, who, one.year);
}

bool iraps_target(struct iraps *s, const struct json_node *target, const char *file, struct diag *diag) {
    struct region *r = enter(s, target, true, file, diag);
    const struct json_node *who = json_find(target, "etablissement"), *volet = grid_volet(target, "pertinence");
    const char *name;
    if (!r) return false;
    r->has_targets = true;
    if (!json_is(json_find(volet, "decision"), "cible")) return true;
    r->targets = arena_room(s->arena, r->targets, r->target_count, &r->target_capacity, sizeof *r->targets);
    name = json_copy(json_find(who, "nom"), s->arena);
    r->targets[r->target_count++] = (struct targeted){json_copy(json_find(who, "finess"), s->arena), name ? name : ""};
    return true;
}

static enum standing standing_of(const struct json_node *volet) {
    const struct json_node *status = json_find(volet, "statut");
    if (json_is(status, "evalue")) return STANDING_EVALUATED;
    if (json_is(status, "refus")) return STANDING_REFUSED;
    return !volet || json_is(status, "non_contractualise") ? STANDING_NOT_SIGNED : STANDING_WITHOUT_RESULT;
}

static void add_obligations(struct iraps *s, struct region *r, const struct json_node *volet) {
    const struct json_node *list = json_find(volet, "obligations"), *result;
    uint32_t i;
    if (!list || list->kind != JSON_ARRAY) return;
    JSON_EACH(o, list) {
        if (!grid_obligation_weighs(o)) continue;
        for (i = 0; i < r->obligation_count && !json_is(json_find(o, "code"), r->obligations[i].code); i++) continue;
        if (i == r->obligation_count) {
            const char *code = json_copy(json_find(o, "code"), s->arena);
            const char *label = json_copy(json_find(o, "libelle"), s->arena);
            const char *article = json_copy(json_find(o, "article"), s->arena);
            r->obligations = arena_room(s->arena, r->obligations, r->obligation_count, &r->obligation_capacity,
                                        sizeof *r->obligations);
            r->obligations[r->obligation_count++] =
                (struct obligation){code ? code : "", label ? label : "", article ? article : "", {0}};
        }
        result = json_find(o, "resultat");
        r->obligations[i].states[json_is(result, "atteint")       ? REACHED
                                 : json_is(result, "non_atteint") ? MISSED
                                                                  : NEITHER]++;
    }
}

static void add_outcome(struct region *r, const struct json_node *volet) {
    int64_t centimes = 0;
    bool msap = grid_has_msap(volet), sanction;
    caqes_int128 size;
    (void)grid_centimes(volet, &centimes);
    sanction = centimes < 0;
    size = sanction ? -(caqes_int128)centimes : centimes;
    r->outcomes[sanction && msap ? OUTCOME_BOTH
                : sanction       ? OUTCOME_SANCTION
                : msap           ? OUTCOME_MSAP
                : centimes > 0   ? OUTCOME_BONUS
                                 : OUTCOME_NONE]++;
    if (size == 0) return;
    r->paid[sanction]++;
    r->sums[sanction] += size;
    if (size > r->largest[sanction]) r->largest[sanction] = size;
}

bool iraps_grid(struct iraps *s, const struct json_node *grid, const char *file, struct diag *diag) {
    struct region *r = enter(s, grid, false, file, diag);
    const struct json_node *volet = grid_volet(grid, "pertinence");
    enum standing standing;
    if (!r) return false;
    r->has_grids = true;
    standing = standing_of(volet);
    r->standings[standing]++;
    if (standing != STANDING_EVALUATED) return true;
    add_obligations(s, r, volet);
    add_outcome(r, volet);
    return true;
}

/* ---- Tables ---- */

static void part_cell(struct follow_document *out, struct follow_table *t, bool hidden, uint64_t count) {
    if (hidden) {
        follow_hidden(out, t);
    } else {
        follow_count(out, t, count);
    }
}

static void list_table(const struct region *r, uint32_t number, struct follow_document *out) {
    struct follow_table *t = follow_add(
        out, arena_format(out->arena, "cibles_%u", number),
        arena_format(out->arena, "%s, %d : établissements ciblés au titre de la pertinence", r->name, r->year),
        INSTRUCTION " : liste des établissements ciblés en application du PAPRAPS");
    uint32_t i;
    follow_column(t, "FINESS", FOLLOW_TEXT);
    follow_column(t, "Établissement", FOLLOW_TEXT);
    for (i = 0; i < r->target_count; i++) {
        follow_text(out, t, r->targets[i].finess);
        follow_text(out, t, r->targets[i].name);
    }
    if (!r->has_targets) follow_note(out, t, "Les résultats du ciblage (caqes target) n'ont pas été donnés.");
    if (r->has_targets && !r->target_count) follow_note(out, t, "Aucun établissement ciblé.");
}

static void standing_table(const struct iraps *s, const struct region *r, uint32_t number,
                           struct follow_document *out) {
    struct follow_table *t = follow_add(out, arena_format(out->arena, "contrats_%u", number),
                                        arena_format(out->arena, "%s, %d : volets pertinence", r->name, r->year),
                                        INSTRUCTION " : synthèse des résultats");
    bool hidden[STANDINGS];
    uint32_t i;
    iraps_hide(r->standings, STANDINGS, s->group, STANDING_EVALUATED, hidden);
    follow_column(t, "Situation", FOLLOW_TEXT);
    follow_column(t, "Établissements", FOLLOW_COUNT);
    for (i = 0; i < STANDINGS; i++) {
        follow_text(out, t, standing_labels[i]);
        part_cell(out, t, hidden[i], r->standings[i]);
    }
}

static void obligation_table(const struct iraps *s, const struct region *r, uint32_t number,
                             struct follow_document *out) {
    struct follow_table *t =
        follow_add(out, arena_format(out->arena, "obligations_%u", number),
                   arena_format(out->arena, "%s, %d : obligations du volet pertinence", r->name, r->year),
                   INSTRUCTION " : synthèse des résultats");
    bool hidden[REACHED_STATES];
    uint32_t i, k;
    follow_column(t, "Obligation", FOLLOW_TEXT);
    follow_column(t, "Article", FOLLOW_TEXT);
    follow_column(t, "Atteinte", FOLLOW_COUNT);
    follow_column(t, "Non atteinte", FOLLOW_COUNT);
    follow_column(t, "Sans objet ou inconnue", FOLLOW_COUNT);
    for (i = 0; i < r->obligation_count; i++) {
        iraps_hide(r->obligations[i].states, REACHED_STATES, s->group, -1, hidden);
        follow_text(out, t, r->obligations[i].label);
        follow_text(out, t, r->obligations[i].article);
        for (k = 0; k < REACHED_STATES; k++) part_cell(out, t, hidden[k], r->obligations[i].states[k]);
    }
    if (follow_rows(t) == 0) follow_note(out, t, "Aucun volet pertinence évalué.");
}

/* A sum is shown with its group, unless one establishment makes nearly all of it. One over sanctions with and without
 * a MSAP would tell the one from the other. */
static void sum_cell(const struct iraps *s, const struct region *r, uint32_t sanction, bool hidden,
                     struct follow_document *out, struct follow_table *t) {
    if (!hidden && r->paid[sanction] == 0) {
        follow_euros(out, t, 0);
    } else if (hidden || r->paid[sanction] < s->group || (sanction && r->outcomes[OUTCOME_BOTH] > 0) ||
               r->largest[sanction] * 100 > r->sums[sanction] * IRAPS_DOMINANT) {
        follow_hidden(out, t);
    } else {
        follow_euros(out, t, r->sums[sanction]);
    }
}

static void outcome_table(const struct iraps *s, const struct region *r, uint32_t number, struct follow_document *out) {
    struct follow_table *t =
        follow_add(out, arena_format(out->arena, "suites_%u", number),
                   arena_format(out->arena, "%s, %d : suites du volet pertinence", r->name, r->year),
                   INSTRUCTION " : synthèse des résultats");
    bool hidden[OUTCOMES];
    uint32_t i;
    iraps_hide(r->outcomes, OUTCOMES, s->group, -1, hidden);
    follow_column(t, "Suite", FOLLOW_TEXT);
    follow_column(t, "Établissements", FOLLOW_COUNT);
    follow_column(t, "Somme", FOLLOW_EUROS);
    for (i = 0; i < OUTCOMES; i++) {
        follow_text(out, t, outcome_labels[i]);
        part_cell(out, t, hidden[i], r->outcomes[i]);
        if (i == OUTCOME_BONUS || i == OUTCOME_SANCTION) {
            sum_cell(s, r, i == OUTCOME_SANCTION, hidden[i], out, t);
        } else {
            follow_nothing(out, t);
        }
    }
    follow_note(
        out, t,
        "Masqué : moins de %u établissements, ou ce qui permettrait d'en reconnaître un (chiffre qui se déduirait des "
        "autres, situation commune à tous, somme dont un seul fait plus de %d %%).",
        s->group, IRAPS_DOMINANT);
}

static int by_region(const void *a, const void *b) {
    const struct region *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->year - y->year;
}

static int by_finess(const void *a, const void *b) {
    return strcmp(((const struct targeted *)a)->finess, ((const struct targeted *)b)->finess);
}

static int by_code(const void *a, const void *b) {
    const struct obligation *x = a, *y = b;
    int order = strcmp(x->article, y->article);
    return order ? order : strcmp(x->code, y->code);
}

static int by_establishment(const void *a, const void *b) {
    const struct seen *x = a, *y = b;
    int order = x->year - y->year;
    if (order == 0) order = (int)x->target - (int)y->target;
    if (order == 0) order = strcmp(x->finess, y->finess);
    return order ? order : strcmp(x->file, y->file);
}

bool iraps_close(struct iraps *s, struct diag *diag) {
    bool good = true;
    uint32_t i;
    if (s->region_count) qsort(s->regions, s->region_count, sizeof *s->regions, by_region);
    for (i = 0; i < s->region_count; i++) {
        struct region *r = &s->regions[i];
        if (r->target_count) qsort(r->targets, r->target_count, sizeof *r->targets, by_finess);
        if (r->obligation_count) qsort(r->obligations, r->obligation_count, sizeof *r->obligations, by_code);
    }
    if (s->seen_count) qsort(s->seen, s->seen_count, sizeof *s->seen, by_establishment);
    for (i = 1; i < s->seen_count; i++) {
        const struct seen *x = &s->seen[i];
        if (x->year == x[-1].year && x->target == x[-1].target && strcmp(x->finess, x[-1].finess) == 0)
            good = fault(diag, "A132", x->file, arena_format(s->arena, "%s, %d", x->finess, x->year),
                         "an establishment is there twice for a year, here and in other results");
    }
    return good;
}

void iraps_tables(const struct iraps *s, struct follow_document *out) {
    uint32_t i;
    for (i = 0; i < s->region_count; i++) {
        const struct region *r = &s->regions[i];
        list_table(r, i + 1, out);
        if (!r->has_grids) continue;
        standing_table(s, r, i + 1, out);
        obligation_table(s, r, i + 1, out);
        outcome_table(s, r, i + 1, out);
    }
}
