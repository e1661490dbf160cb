/* SPDX-License-Identifier: MIT
 *
 * model.c: the contract model: rows, natures of amounts, people (statuts, champs). */
#include "host/campaign/model_internal.h"

#include "host/base/text.h"

#include <string.h>

#define MODEL_FORMAT "caqes-modele"

/* ---- Lists of names ---- */

/* Reads unique texts into `out`. */
static uint32_t read_names(struct model_builder *b, const struct setting *list, const char **out, uint32_t capacity) {
    uint32_t i, k, count = 0;
    if (list->count == 0 || list->count > capacity)
        conf_fault(b->r, list, "C307", NULL, "\"%s\" holds 1 to %u names", list->name, capacity);
    for (i = 0; i < list->count && count < capacity; i++) {
        const struct setting *s = conf_element(b->r, list, i, SETTING_TEXT);
        if (!s) continue;
        for (k = 0; k < count && strcmp(out[k], s->text) != 0; k++) continue;
        if (k < count) {
            conf_fault(b->r, s, "C308", "remove one", "\"%s\" is given twice", s->text);
        } else {
            out[count++] = s->text;
        }
    }
    return count;
}

/* ---- Natures ---- */

enum {
    NATURE_CODE,
    NATURE_LABEL,
    NATURE_SIGN,
    NATURE_UNIT,
    NATURE_CONTRACT,
    NATURE_NOTE,
    NATURE_CEILINGS,
    NATURE_KEYS
};
static const struct conf_key nature_keys[NATURE_KEYS] = {
    [NATURE_CODE] = {"code", SETTING_TEXT, true},
    [NATURE_LABEL] = {"libelle", SETTING_TEXT, true},
    [NATURE_SIGN] = {"signe", SETTING_INTEGER, true},
    [NATURE_UNIT] = {"unite", SETTING_TEXT, false},
    [NATURE_CONTRACT] = {"dans_plafond_contrat", SETTING_BOOLEAN, false},
    [NATURE_NOTE] = {"note", SETTING_TEXT, false},
    [NATURE_CEILINGS] = {"plafonds", SETTING_LIST, true}};

/* Money has a sign and no unit; a number of months has neither sign nor euros. */
static void check_nature(struct model_builder *b, const struct setting *const *at, const struct model_nature *n) {
    if (n->sign == 0 && !at[NATURE_UNIT])
        conf_fault(b->r, at[NATURE_SIGN], "C307", "add unite = \"mois\"; or write 1 or -1",
                   "a nature without money is counted in months");
    if (n->sign != 0 && at[NATURE_UNIT])
        conf_fault(b->r, at[NATURE_UNIT], "C307", "write signe = 0; or remove the unit",
                   "a nature counted in months carries no money");
    if (n->sign >= 0 && n->contract_ceiling)
        conf_fault(b->r, at[NATURE_CONTRACT], "C307", "remove it",
                   "only a sanction counts in the ceiling over the contract");
}

static void read_nature(struct model_builder *b, const struct setting *group, struct model_nature *n) {
    static const char *const units[] = {"mois"};
    const struct setting *at[NATURE_KEYS];
    int64_t sign = 0;
    bool signed_well;
    conf_fields(b->r, group, nature_keys, NATURE_KEYS, at);
    if (at[NATURE_CODE] && conf_code(b->r, at[NATURE_CODE])) n->code = at[NATURE_CODE]->text;
    if (at[NATURE_LABEL]) n->label = at[NATURE_LABEL]->text;
    if (at[NATURE_UNIT]) conf_choice(b->r, at[NATURE_UNIT], "unit", units, 1);
    if (at[NATURE_CONTRACT]) n->contract_ceiling = at[NATURE_CONTRACT]->boolean;
    if (at[NATURE_NOTE]) n->note = at[NATURE_NOTE]->text;
    signed_well = at[NATURE_SIGN] && conf_integer(b->r, at[NATURE_SIGN], -1, 1, &sign);
    n->sign = (int)sign;
    n->months = at[NATURE_UNIT] || (signed_well && sign == 0);
    if (signed_well) check_nature(b, at, n);
    if (at[NATURE_CEILINGS]) model_read_ceilings(b, at[NATURE_CEILINGS], n);
}

/* ---- Volets ---- */

enum {
    VOLET_CODE,
    VOLET_LABEL,
    VOLET_MANDATORY,
    VOLET_DURATION,
    VOLET_PRODUCTS,
    VOLET_EXCLUSIONS,
    VOLET_NATURES,
    VOLET_KEYS
};
static const struct conf_key volet_keys[VOLET_KEYS] = {[VOLET_CODE] = {"code", SETTING_TEXT, true},
                                                       [VOLET_LABEL] = {"libelle", SETTING_TEXT, true},
                                                       [VOLET_MANDATORY] = {"obligatoire", SETTING_BOOLEAN, true},
                                                       [VOLET_DURATION] = {"duree", SETTING_GROUP, false},
                                                       [VOLET_PRODUCTS] = {"produits_de", SETTING_TEXT, false},
                                                       [VOLET_EXCLUSIONS] = {"exclus", SETTING_LIST, false},
                                                       [VOLET_NATURES] = {"natures", SETTING_LIST, true}};

static void read_natures(struct model_builder *b, const struct setting *list, struct model_volet *v) {
    struct model_nature *natures = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *natures);
    uint32_t i, k;
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        struct model_nature *n = &natures[v->nature_count];
        if (!group) continue;
        memset(n, 0, sizeof *n); /* a nature without code has left its own here */
        read_nature(b, group, n);
        if (!n->code) continue;
        for (k = 0; k < v->nature_count && strcmp(natures[k].code, n->code) != 0; k++) continue;
        if (k < v->nature_count)
            conf_fault(b->r, group, "C308", "remove one", "nature \"%s\" is given twice on this row", n->code);
        v->nature_count++;
    }
    v->natures = natures;
}

static void read_volet(struct model_builder *b, const struct setting *group) {
    struct model *m = b->model;
    struct model_volet *v = &m->volets[m->volet_count];
    const struct setting *at[VOLET_KEYS];
    memset(v, 0, sizeof *v); /* a volet without code has left its own here */
    conf_fields(b->r, group, volet_keys, VOLET_KEYS, at);
    if (at[VOLET_LABEL]) v->label = at[VOLET_LABEL]->text;
    if (at[VOLET_MANDATORY]) v->mandatory = at[VOLET_MANDATORY]->boolean;
    if (at[VOLET_NATURES]) read_natures(b, at[VOLET_NATURES], v);
    if (at[VOLET_DURATION]) model_read_duration(b, at[VOLET_DURATION], v);
    if (at[VOLET_PRODUCTS]) model_read_products(b, at[VOLET_PRODUCTS], v);
    if (at[VOLET_EXCLUSIONS]) model_read_exclusions(b, at[VOLET_EXCLUSIONS], v);
    if (!at[VOLET_CODE] || !conf_code(b->r, at[VOLET_CODE])) return;
    if (model_volet_index(m, at[VOLET_CODE]->text) >= 0)
        conf_fault(b->r, at[VOLET_CODE], "C308", "remove one", "volet \"%s\" is given twice", at[VOLET_CODE]->text);
    v->code = at[VOLET_CODE]->text;
    m->volet_count++;
}

static void read_volets(struct model_builder *b, const struct setting *list) {
    uint32_t i;
    if (list->count == 0 || list->count > MODEL_MAX_VOLETS)
        conf_fault(b->r, list, "C307", NULL, "a model has 1 to %d volets", MODEL_MAX_VOLETS);
    for (i = 0; i < list->count && b->model->volet_count < MODEL_MAX_VOLETS; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        if (group) read_volet(b, group);
    }
}

/* ---- The model ---- */

bool model_read_span(struct model_builder *b, const struct setting *first, const struct setting *last, int64_t min,
                     int64_t max, uint32_t out[2]) {
    int64_t from = 0, to = 0;
    if (!first || !last || !conf_integer(b->r, first, min, max, &from) || !conf_integer(b->r, last, min, max, &to))
        return false;
    if (to < from)
        conf_fault(b->r, last, "C307", arena_format(b->r->arena, "write the smaller number in \"%s\"", first->name),
                   "\"%s\" is less than \"%s\"", last->name, first->name);
    out[0] = (uint32_t)from;
    out[1] = (uint32_t)to;
    return true;
}

enum {
    MODEL_FORMAT_KEY,
    MODEL_VERSION,
    MODEL_CODE,
    MODEL_LABEL,
    MODEL_SOURCE,
    MODEL_YEARS,
    MODEL_STATUTS,
    MODEL_CHAMPS,
    MODEL_SCOPE,
    MODEL_BASES,
    MODEL_VOLETS,
    MODEL_CONTRACT,
    MODEL_KEYS
};
static const struct conf_key model_keys[MODEL_KEYS] = {[MODEL_FORMAT_KEY] = {"format", SETTING_TEXT, true},
                                                       [MODEL_VERSION] = {"version", SETTING_INTEGER, true},
                                                       [MODEL_CODE] = {"code", SETTING_TEXT, true},
                                                       [MODEL_LABEL] = {"libelle", SETTING_TEXT, true},
                                                       [MODEL_SOURCE] = {"source", SETTING_TEXT, true},
                                                       [MODEL_YEARS] = {"annees", SETTING_GROUP, true},
                                                       [MODEL_STATUTS] = {"statuts", SETTING_LIST, true},
                                                       [MODEL_CHAMPS] = {"champs", SETTING_LIST, true},
                                                       [MODEL_SCOPE] = {"portee_plafond", SETTING_TEXT, false},
                                                       [MODEL_BASES] = {"bases", SETTING_LIST, true},
                                                       [MODEL_VOLETS] = {"volets", SETTING_LIST, true},
                                                       [MODEL_CONTRACT] = {"plafond_contrat", SETTING_GROUP, false}};

static void read_years(struct model_builder *b, const struct setting *group) {
    static const struct conf_key keys[] = {{"premiere", SETTING_INTEGER, true}, {"derniere", SETTING_INTEGER, true}};
    const struct setting *at[2];
    uint32_t years[2];
    conf_fields(b->r, group, keys, 2, at);
    if (!model_read_span(b, at[0], at[1], MODEL_FIRST_YEAR, MODEL_LAST_YEAR, years)) return;
    b->model->first_year = years[0];
    b->model->last_year = years[1];
}

/* "portee_plafond": the ceiling over the contract is read and checked either way, and kept when it counts. */
static void read_scope(struct model_builder *b, const struct setting *scope, const struct setting *ceiling) {
    static const char *const scopes[] = {"volet", "contrat"};
    struct model *m = b->model;
    struct model_ceiling *c = arena_alloc(b->r->arena, sizeof *c);
    m->ceiling_over_contract = scope && conf_choice(b->r, scope, "scope of the ceiling", scopes, 2) == 1;
    if (m->ceiling_over_contract && !ceiling)
        conf_fault(b->r, scope, "C304", "add plafond_contrat = { taux = ...; bases = [...]; article = ...; };",
                   "the setting \"plafond_contrat\" is missing");
    if (ceiling && model_read_share(b, ceiling, c) && m->ceiling_over_contract) m->contract_ceiling = c;
}

struct model *model_build(struct conf_reader *r, const char *file, const struct setting *root) {
    struct model_builder b = {.r = r};
    const struct setting *at[MODEL_KEYS];
    uint32_t before = r->diag->errors;
    struct model *m = b.model = arena_alloc(r->arena, sizeof *m);
    if (!conf_is_format(r, root, MODEL_FORMAT)) return NULL;
    conf_fields(r, root, model_keys, MODEL_KEYS, at);
    m->file = file;
    if (at[MODEL_CODE]) m->code = at[MODEL_CODE]->text;
    if (at[MODEL_LABEL]) m->label = at[MODEL_LABEL]->text;
    if (at[MODEL_SOURCE]) m->source = at[MODEL_SOURCE]->text;
    if (at[MODEL_YEARS]) read_years(&b, at[MODEL_YEARS]);
    if (at[MODEL_STATUTS]) m->statut_count = read_names(&b, at[MODEL_STATUTS], m->statuts, MODEL_MAX_CHAMPS);
    if (at[MODEL_CHAMPS]) m->champ_count = read_names(&b, at[MODEL_CHAMPS], m->champs, MODEL_MAX_CHAMPS);
    if (at[MODEL_BASES]) model_read_bases(&b, at[MODEL_BASES]);
    if (at[MODEL_VOLETS]) read_volets(&b, at[MODEL_VOLETS]);
    read_scope(&b, at[MODEL_SCOPE], at[MODEL_CONTRACT]);
    return r->diag->errors == before ? m : NULL;
}

struct model *model_read_from(struct conf_reader *r, const char *file, const struct setting *from) {
    const struct setting *root = conf_read(r, file, from);
    return root ? model_build(r, file, root) : NULL;
}

struct model *model_read(const char *file, struct arena *arena, struct diag *diag) {
    struct conf_reader r;
    conf_open(&r, arena, diag);
    return model_read_from(&r, file, NULL);
}

/* ---- Look-up ---- */

static int32_t index_of(const char *const *names, uint32_t count, const char *name) {
    uint32_t i;
    for (i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return (int32_t)i;
    return -1;
}

int32_t model_volet_index(const struct model *m, const char *code) {
    uint32_t i;
    for (i = 0; i < m->volet_count; i++)
        if (strcmp(m->volets[i].code, code) == 0) return (int32_t)i;
    return -1;
}

int32_t model_champ_index(const struct model *m, const char *name) { return index_of(m->champs, m->champ_count, name); }

int32_t model_statut_index(const struct model *m, const char *name) {
    return index_of(m->statuts, m->statut_count, name);
}

const struct model_nature *model_nature_of(const struct model_volet *v, const char *code) {
    uint32_t i;
    for (i = 0; i < v->nature_count; i++)
        if (strcmp(v->natures[i].code, code) == 0) return &v->natures[i];
    return NULL;
}
