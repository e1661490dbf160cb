/* SPDX-License-Identifier: MIT
 *
 * model_terms.c: what the texts say of the contract of a volet: how long it may last, whom it is not for, and
 * which products may have a rate of their own in it. */
#include "host/campaign/model_internal.h"

#include <string.h>

enum { LONGEST_CONTRACT = 50 };

/* ---- Duration ---- */

void model_read_duration(struct model_builder *b, const struct setting *group, struct model_volet *v) {
    static const struct conf_key keys[] = {{"minimum", SETTING_INTEGER, true}, {"maximum", SETTING_INTEGER, true}};
    const struct setting *at[2];
    uint32_t years[2];
    conf_fields(b->r, group, keys, 2, at);
    if (!model_read_span(b, at[0], at[1], 1, LONGEST_CONTRACT, years)) return;
    v->least_years = years[0];
    v->most_years = years[1];
}

/* ---- Products with a rate of their own ---- */

/* The datum that a ceiling alone is a share of, or NULL. */
static const char *datum_of(const struct model_ceiling *c) {
    return c->base_count == 1 && c->bases[0]->kind == BASE_INPUT ? c->bases[0]->a : NULL;
}

static const struct model_ceiling *products_ceiling(const struct model_volet *v, const struct model_nature *n) {
    uint32_t i;
    for (i = 0; v->products_of && i < n->ceiling_count; i++) {
        const char *datum = datum_of(&n->ceilings[i]);
        if (datum && strcmp(datum, v->products_of) == 0) return &n->ceilings[i];
    }
    return NULL;
}

const struct model_nature *model_products_nature(const struct model_volet *v, int64_t *rate) {
    uint32_t i;
    for (i = 0; i < v->nature_count; i++) {
        const struct model_ceiling *c = products_ceiling(v, &v->natures[i]);
        if (!c) continue;
        if (rate) *rate = c->rate;
        return &v->natures[i];
    }
    return NULL;
}

/* Every datum that a ceiling of a row is a share of. */
static const char **data_of_row(struct model_builder *b, const struct model_volet *v, uint32_t *count) {
    const char **names;
    uint32_t i, k, room = 1;
    for (i = 0; i < v->nature_count; i++) room += v->natures[i].ceiling_count;
    names = arena_array(b->r->arena, room, sizeof *names);
    for (i = 0; i < v->nature_count; i++)
        for (k = 0; k < v->natures[i].ceiling_count; k++)
            if ((names[*count] = datum_of(&v->natures[i].ceilings[k]))) (*count)++;
    return names;
}

/* A rate needs a limit: the products are part of what a ceiling of this row is a share of. */
void model_read_products(struct model_builder *b, const struct setting *name, struct model_volet *v) {
    const char **known;
    uint32_t count = 0;
    v->products_of = name->text;
    if (model_products_nature(v, NULL)) return;
    known = data_of_row(b, v, &count);
    conf_fault(b->r, name, "C309",
               count ? conf_mend_name(b->r, name->text, known, count) : "remove it: no datum limits an amount here",
               "no ceiling of this volet is a share of the datum \"%s\"", name->text);
}

/* ---- Exclusions ---- */

static void read_exclusion(struct model_builder *b, const struct setting *group, struct model_exclusion *x) {
    static const struct conf_key keys[] = {{"statut", SETTING_TEXT, true},
                                           {"premiere", SETTING_INTEGER, true},
                                           {"derniere", SETTING_INTEGER, true},
                                           {"article", SETTING_TEXT, true}};
    const struct model *m = b->model;
    const struct setting *at[4];
    uint32_t years[2];
    int32_t statut;
    conf_fields(b->r, group, keys, 4, at);
    statut = at[0] ? conf_choice(b->r, at[0], "statut", m->statuts, m->statut_count) : -1;
    if (statut >= 0) x->statut = (uint32_t)statut;
    if (model_read_span(b, at[1], at[2], m->first_year ? m->first_year : MODEL_FIRST_YEAR,
                        m->last_year ? m->last_year : MODEL_LAST_YEAR, years)) {
        x->first_year = years[0];
        x->last_year = years[1];
    }
    if (at[3]) x->article = at[3]->text;
}

void model_read_exclusions(struct model_builder *b, const struct setting *list, struct model_volet *v) {
    struct model_exclusion *exclusions = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *exclusions);
    uint32_t i;
    if (list->count == 0)
        conf_fault(b->r, list, "C307", "name a statut, its years and the article; or remove the setting",
                   "\"exclus\" excludes nobody");
    if (v->mandatory)
        conf_fault_name(b->r, list, "C307", "remove it, or write obligatoire = false",
                        "a compulsory volet is for every establishment");
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        if (group) read_exclusion(b, group, &exclusions[v->exclusion_count++]);
    }
    v->exclusions = exclusions;
}

bool model_nature_is_sanction(const struct model_nature *n) { return n->sign < 0 || n->months; }

const struct model_exclusion *model_exclusion_of(const struct model_volet *v, uint32_t statut, uint32_t year) {
    uint32_t i;
    for (i = 0; i < v->exclusion_count; i++) {
        const struct model_exclusion *x = &v->exclusions[i];
        if (x->statut == statut && x->first_year <= year && year <= x->last_year) return x;
    }
    return NULL;
}
