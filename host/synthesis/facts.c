/* SPDX-License-Identifier: MIT */
#include "host/synthesis/facts.h"

#include "host/campaign/value.h"

#include <string.h>

#define FACTS_FORMAT "caqes-suivi"

const char *const category_codes[CATEGORY_COUNT] = {"ex-DG", "ex-OQN", "HAD", "dialyse", "SSA"};
const char *const category_labels[CATEGORY_COUNT] = {"Établissement ex-DG (hors HAD et dialyse)",
                                                     "Établissement ex-OQN (hors HAD et dialyse)", "Structure HAD",
                                                     "Structure de dialyse", "Hôpital d'instruction des armées"};

static const char *const reason_codes[UNSIGNED_REASONS] = {"nouvel_etablissement", "en_negociation", "fermeture",
                                                           "autre"};
const char *const unsigned_labels[UNSIGNED_REASONS] = {"Nouvellement créé, contrat à signer",
                                                       "Proposition en cours, délai non échu",
                                                       "Fermeture, fusion ou cession", "Autre motif"};

static const char *const scoring_codes[] = {"aucune", "chiffree", "lettre", "mixte"};

/* ---- Numbers ---- */

static bool count_of(struct conf_reader *r, const struct setting *s, int64_t *out) {
    return s && conf_integer(r, s, 0, FACTS_MOST, out);
}

/* A quoted decimal from 0 to `most`. */
static bool amount_of(struct conf_reader *r, const struct setting *s, unsigned decimals, int64_t most, int64_t *out) {
    if (!s || !value_decimal(r, s, decimals, out)) return false;
    if (*out >= 0 && *out <= most) return true;
    conf_fault(r, s, "C307", "write a number of 0 or more, and check its zeros", "this number cannot be meant");
    return false;
}

/* ---- Groups ---- */

enum { INSPECTED, RECOVERED, SUMS, INSPECTION_KEYS };
static const struct conf_key inspection_keys[INSPECTION_KEYS] = {
    [INSPECTED] = {"etablissements", SETTING_INTEGER, true},
    [RECOVERED] = {"recuperations", SETTING_INTEGER, false},
    [SUMS] = {"indus", SETTING_ANY, false}};

static void read_inspections(struct conf_reader *r, const struct setting *group, struct region_facts *f) {
    const struct setting *at[INSPECTION_KEYS];
    conf_fields(r, group, inspection_keys, INSPECTION_KEYS, at);
    f->has_inspections = count_of(r, at[INSPECTED], &f->inspected);
    f->has_recovered = count_of(r, at[RECOVERED], &f->recovered);
    f->has_sums = amount_of(r, at[SUMS], 2, FACTS_MOST_CENTIMES, &f->sums);
    if (f->has_inspections && f->has_recovered && f->recovered > f->inspected)
        conf_fault(r, at[RECOVERED], "C307", "count here those among \"etablissements\"",
                   "sums are recovered from more establishments than were inspected");
    if (f->has_recovered && f->has_sums && (f->recovered == 0) != (f->sums == 0))
        conf_fault(r, at[SUMS], "C307", "correct one of \"recuperations\" and \"indus\"",
                   f->sums ? "a sum is recovered from no establishment" : "establishments repaid, and the sum is 0");
}

enum { HAD, DIALYSIS, ADAPTATION_KEYS };
static const struct conf_key adaptation_keys[ADAPTATION_KEYS] = {
    [HAD] = {"had", SETTING_BOOLEAN, false}, [DIALYSIS] = {"dialyse", SETTING_BOOLEAN, false}};

static void read_adaptation(struct conf_reader *r, const struct setting *group, struct region_facts *f) {
    const struct setting *at[ADAPTATION_KEYS];
    conf_fields(r, group, adaptation_keys, ADAPTATION_KEYS, at);
    f->has_had = at[HAD] != NULL;
    f->had = at[HAD] && at[HAD]->boolean;
    f->has_dialysis = at[DIALYSIS] != NULL;
    f->dialysis = at[DIALYSIS] && at[DIALYSIS]->boolean;
}

enum { ROW_CATEGORY, ROW_REASON, ROW_COUNT, ROW_DETAIL, ROW_KEYS };
static const struct conf_key row_keys[ROW_KEYS] = {[ROW_CATEGORY] = {"categorie", SETTING_TEXT, true},
                                                   [ROW_REASON] = {"motif", SETTING_TEXT, true},
                                                   [ROW_COUNT] = {"nombre", SETTING_INTEGER, true},
                                                   [ROW_DETAIL] = {"precision", SETTING_TEXT, false}};

static void read_row(struct conf_reader *r, const struct setting *group, struct unsigned_row *out) {
    const struct setting *at[ROW_KEYS];
    int32_t category = -1, reason = -1;
    conf_fields(r, group, row_keys, ROW_KEYS, at);
    if (at[ROW_CATEGORY])
        category = conf_choice(r, at[ROW_CATEGORY], "category of establishments", category_codes, CATEGORY_COUNT);
    if (at[ROW_REASON]) reason = conf_choice(r, at[ROW_REASON], "reason", reason_codes, UNSIGNED_REASONS);
    if (at[ROW_COUNT]) conf_integer(r, at[ROW_COUNT], 1, FACTS_MOST, &out->count);
    if (reason == UNSIGNED_OTHER && !at[ROW_DETAIL])
        conf_fault(r, group, "C304", "add precision = \"...\";", "another reason must be said");
    if (category >= 0) out->category = (enum category)category;
    if (reason >= 0) out->reason = (enum unsigned_reason)reason;
    out->detail = at[ROW_DETAIL] ? at[ROW_DETAIL]->text : NULL;
}

static bool same_reason(const struct unsigned_row *a, const struct unsigned_row *b) {
    return a->category == b->category && a->reason == b->reason && !a->detail == !b->detail &&
           (!a->detail || strcmp(a->detail, b->detail) == 0);
}

static void read_unsigned(struct conf_reader *r, const struct setting *list, struct region_facts *f) {
    struct unsigned_row *rows = arena_array(r->arena, list->count ? list->count : 1, sizeof *rows);
    uint32_t i, k, before;
    f->has_unsigned = true;
    f->unsigned_rows = rows;
    if (list->count > FACTS_MOST_ROWS) {
        conf_fault(r, list, "C307", "add the numbers of those that have one reason", "more than %d reasons",
                   FACTS_MOST_ROWS);
        return;
    }
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(r, list, i, SETTING_GROUP);
        before = r->diag->errors;
        if (group) read_row(r, group, &rows[f->unsigned_count]);
        if (!group || r->diag->errors > before) continue;
        for (k = 0; k < f->unsigned_count; k++)
            if (same_reason(&rows[k], &rows[f->unsigned_count]))
                conf_fault(r, group, "C308", "keep one, with the sum of both",
                           "a category is there twice with the same reason");
        f->unsigned_count++;
    }
}

enum { SCORING_MODE, SCORING_MAXIMUM, SCORING_MEAN, SCORING_KEYS };
static const struct conf_key scoring_keys[SCORING_KEYS] = {[SCORING_MODE] = {"mode", SETTING_TEXT, true},
                                                           [SCORING_MAXIMUM] = {"maximum", SETTING_ANY, false},
                                                           [SCORING_MEAN] = {"moyenne", SETTING_ANY, false}};

static void read_scoring(struct conf_reader *r, const struct setting *group, struct region_facts *f) {
    const struct setting *at[SCORING_KEYS];
    int32_t mode = -1;
    conf_fields(r, group, scoring_keys, SCORING_KEYS, at);
    if (at[SCORING_MODE]) mode = conf_choice(r, at[SCORING_MODE], "way to score", scoring_codes, 4);
    if (mode >= 0) f->scoring = (enum scoring)(SCORING_NONE + mode);
    if (amount_of(r, at[SCORING_MAXIMUM], 3, FACTS_MOST, &f->maximum) && f->maximum == 0)
        conf_fault(r, at[SCORING_MAXIMUM], "C307", "write the best score that an establishment may have",
                   "a maximum of 0");
    if (!amount_of(r, at[SCORING_MEAN], 3, FACTS_MOST, &f->mean)) return;
    if (!at[SCORING_MAXIMUM])
        conf_fault(r, at[SCORING_MEAN], "C304", "add maximum = \"...\";", "a mean means nothing without its maximum");
    if (f->maximum && f->mean > f->maximum)
        conf_fault(r, at[SCORING_MEAN], "C307", "correct one of both", "the mean is above the maximum");
    if (mode >= 0 && f->scoring != SCORING_NUMBER && f->scoring != SCORING_MIXED)
        conf_fault(r, at[SCORING_MEAN], "C307", "remove it, or write mode = \"chiffree\" or \"mixte\"",
                   "this region has no score in numbers, and a mean of it");
}

/* ---- The file ---- */

enum { FORMAT, VERSION, REGION, YEAR, INSPECTIONS, ADAPTATION, UNSIGNED, SCORE, KEYS };
static const struct conf_key keys[KEYS] = {[FORMAT] = {"format", SETTING_TEXT, true},
                                           [VERSION] = {"version", SETTING_INTEGER, true},
                                           [REGION] = {"region", SETTING_TEXT, true},
                                           [YEAR] = {"exercice", SETTING_INTEGER, true},
                                           [INSPECTIONS] = {"controles", SETTING_GROUP, false},
                                           [ADAPTATION] = {"adaptation", SETTING_GROUP, false},
                                           [UNSIGNED] = {"non_signataires", SETTING_LIST, false},
                                           [SCORE] = {"cotation", SETTING_GROUP, false}};

static const struct region_facts *build(struct conf_reader *r, const char *file, const struct setting *root) {
    struct region_facts *f = arena_alloc(r->arena, sizeof *f);
    const struct setting *at[KEYS];
    uint32_t before = r->diag->errors;
    int64_t year;
    f->file = file;
    if (!conf_is_format(r, root, FACTS_FORMAT)) return NULL;
    conf_fields(r, root, keys, KEYS, at);
    if (at[REGION]) f->region = at[REGION]->text;
    if (at[YEAR] && conf_integer(r, at[YEAR], FACTS_FIRST_YEAR, FACTS_LAST_YEAR, &year)) f->year = (int)year;
    if (at[INSPECTIONS]) read_inspections(r, at[INSPECTIONS], f);
    if (at[ADAPTATION]) read_adaptation(r, at[ADAPTATION], f);
    if (at[UNSIGNED]) read_unsigned(r, at[UNSIGNED], f);
    if (at[SCORE]) read_scoring(r, at[SCORE], f);
    return r->diag->errors == before ? f : NULL;
}

const struct region_facts *facts_read(const char *file, struct arena *arena, struct diag *diag) {
    struct conf_reader r = {0};
    const struct setting *root;
    conf_open(&r, arena, diag);
    root = conf_read(&r, file, NULL);
    return root ? build(&r, file, root) : NULL;
}

const struct region_facts *facts_parse(const char *file, const char *bytes, size_t length, struct arena *arena,
                                       struct diag *diag) {
    struct conf_reader r = {0};
    const struct setting *root;
    conf_open(&r, arena, diag);
    root = conf_parse(&r, file, bytes, length);
    return root ? build(&r, file, root) : NULL;
}
