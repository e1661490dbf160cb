/* SPDX-License-Identifier: MIT
 *
 * model_ceilings.c: ceilings of the contract model, and the bases they are shares of. */
#include "host/campaign/model_internal.h"

#include "host/base/text.h"

#include <string.h>

enum { RATE_DECIMALS = 6, WHOLE = 1000000, LONGEST_MSAP = 120 };

/* ---- Bases ---- */

enum { BASE_CODE, BASE_LABEL, BASE_DATUM, BASE_PARAMETER_KEY, BASE_MINUS, BASE_GROWS, BASE_CHOICE, BASE_KEYS };
static const struct conf_key base_keys[BASE_KEYS] = {
    [BASE_CODE] = {"code", SETTING_TEXT, true},         [BASE_LABEL] = {"libelle", SETTING_TEXT, true},
    [BASE_DATUM] = {"donnee", SETTING_TEXT, false},     [BASE_PARAMETER_KEY] = {"parametre", SETTING_TEXT, false},
    [BASE_MINUS] = {"difference", SETTING_LIST, false}, [BASE_GROWS] = {"croissance", SETTING_LIST, false},
    [BASE_CHOICE] = {"si", SETTING_GROUP, false}};

/* A list of exactly `count` texts. */
static bool read_terms(struct model_builder *b, const struct setting *list, uint32_t count, const char **out) {
    uint32_t i;
    if (list->count != count) {
        conf_fault(b->r, list, "C307", NULL, "\"%s\" holds %u names, not %u", list->name, count, list->count);
        return false;
    }
    for (i = 0; i < count; i++) {
        const struct setting *s = conf_element(b->r, list, i, SETTING_TEXT);
        if (!s) return false;
        out[i] = s->text;
    }
    return true;
}

static void read_choice(struct model_builder *b, const struct setting *group, struct model_base *base) {
    static const struct conf_key keys[] = {{"parametre", SETTING_TEXT, true}, {"vaut", SETTING_TEXT, true}};
    const struct setting *at[2];
    conf_fields(b->r, group, keys, 2, at);
    if (at[0]) base->choice = at[0]->text;
    if (at[1]) base->choice_value = at[1]->text;
}

/* The one way in which the base is computed. */
static void read_formula(struct model_builder *b, const struct setting *group, const struct setting *const *at,
                         struct model_base *base) {
    const char *terms[3] = {NULL, NULL, NULL};
    int ways = !!at[BASE_DATUM] + !!at[BASE_PARAMETER_KEY] + !!at[BASE_MINUS] + !!at[BASE_GROWS];
    if (ways != 1) {
        conf_fault(b->r, group, "C307", "give one of \"donnee\", \"parametre\", \"difference\", \"croissance\"",
                   "this base is computed in %d ways", ways);
    } else if (at[BASE_DATUM]) {
        base->kind = BASE_INPUT;
        base->a = at[BASE_DATUM]->text;
    } else if (at[BASE_PARAMETER_KEY]) {
        base->kind = BASE_PARAMETER;
        base->a = at[BASE_PARAMETER_KEY]->text;
    } else if (at[BASE_MINUS] && read_terms(b, at[BASE_MINUS], 2, terms)) {
        base->kind = BASE_DIFFERENCE;
        base->a = terms[0];
        base->b = terms[1];
    } else if (at[BASE_GROWS] && read_terms(b, at[BASE_GROWS], 3, terms)) {
        base->kind = BASE_GROWTH;
        base->a = terms[0];
        base->rate = terms[1];
        base->b = terms[2];
    }
}

static const struct model_base *find_base(const struct model_builder *b, const char *code) {
    uint32_t i;
    for (i = 0; i < b->base_count; i++)
        if (strcmp(b->bases[i].code, code) == 0) return &b->bases[i];
    return NULL;
}

void model_read_bases(struct model_builder *b, const struct setting *list) {
    uint32_t i;
    b->bases = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *b->bases);
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP), *at[BASE_KEYS];
        struct model_base *base = &b->bases[b->base_count];
        if (!group) continue;
        conf_fields(b->r, group, base_keys, BASE_KEYS, at);
        if (at[BASE_LABEL]) base->label = at[BASE_LABEL]->text;
        if (at[BASE_CHOICE]) read_choice(b, at[BASE_CHOICE], base);
        read_formula(b, group, at, base);
        if (!at[BASE_CODE] || !conf_code(b->r, at[BASE_CODE])) continue;
        if (find_base(b, at[BASE_CODE]->text))
            conf_fault(b->r, at[BASE_CODE], "C308", "remove one", "base \"%s\" is given twice", at[BASE_CODE]->text);
        base->code = at[BASE_CODE]->text;
        b->base_count++;
    }
}

/* ---- Ceilings ---- */

enum { CEILING_RATE, CEILING_BASES, CEILING_MONTHS, CEILING_ARTICLE, CEILING_KEYS };
static const struct conf_key ceiling_keys[CEILING_KEYS] = {[CEILING_RATE] = {"taux", SETTING_TEXT, false},
                                                           [CEILING_BASES] = {"bases", SETTING_LIST, false},
                                                           [CEILING_MONTHS] = {"mois", SETTING_INTEGER, false},
                                                           [CEILING_ARTICLE] = {"article", SETTING_TEXT, true}};

static bool read_rate(struct model_builder *b, const struct setting *s, int64_t *out) {
    int64_t rate;
    if (decimal_parse(s->text, strlen(s->text), RATE_DECIMALS, &rate) == DECIMAL_OK && rate > 0 && rate <= WHOLE) {
        *out = rate;
        return true;
    }
    conf_fault(b->r, s, "C307", "write a share such as \"0.01\", above 0, at most 1, with at most 6 decimals",
               "this is not the rate of a ceiling");
    return false;
}

static const char **base_codes(const struct model_builder *b) {
    const char **codes = arena_array(b->r->arena, b->base_count ? b->base_count : 1, sizeof *codes);
    uint32_t i;
    for (i = 0; i < b->base_count; i++) codes[i] = b->bases[i].code;
    return codes;
}

/* Several bases exclude each other: one class parameter chooses, and no two bases answer to one choice. */
static void check_bases(struct model_builder *b, const struct setting *list, const struct model_ceiling *c) {
    uint32_t i, k;
    if (c->base_count < 2) return;
    for (i = 0; i < c->base_count; i++) {
        const struct model_base *one = c->bases[i];
        if (!one->choice || !one->choice_value || !c->bases[0]->choice ||
            strcmp(one->choice, c->bases[0]->choice) != 0) {
            conf_fault(b->r, &list->children[i], "C307", "give each of them si = { parametre = ...; vaut = ...; };",
                       "the bases of one ceiling are chosen by one parameter");
            return;
        }
        for (k = 0; k < i; k++) {
            if (strcmp(one->choice_value, c->bases[k]->choice_value) != 0) continue;
            conf_fault(b->r, &list->children[i], "C308", "remove one", "two bases are chosen by \"%s\"",
                       one->choice_value);
        }
    }
}

static bool read_base_list(struct model_builder *b, const struct setting *list, struct model_ceiling *c) {
    const struct model_base **bases = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *bases);
    const char **codes = base_codes(b);
    uint32_t i;
    if (list->count == 0) conf_fault(b->r, list, "C307", "name what the rate is a share of", "a ceiling has a base");
    for (i = 0; i < list->count; i++) {
        const struct setting *s = conf_element(b->r, list, i, SETTING_TEXT);
        int32_t base = s ? conf_choice(b->r, s, "base", codes, b->base_count) : -1;
        if (base >= 0) bases[c->base_count++] = &b->bases[base];
    }
    c->bases = bases;
    if (c->base_count != list->count || list->count == 0) return false;
    check_bases(b, list, c);
    return true;
}

bool model_read_share(struct model_builder *b, const struct setting *group, struct model_ceiling *out) {
    struct conf_key keys[CEILING_KEYS];
    const struct setting *at[CEILING_KEYS];
    bool good;
    memcpy(keys, ceiling_keys, sizeof keys);
    keys[CEILING_RATE].required = keys[CEILING_BASES].required = true;
    conf_fields(b->r, group, keys, CEILING_KEYS, at);
    if (at[CEILING_ARTICLE]) out->article = at[CEILING_ARTICLE]->text;
    if (at[CEILING_MONTHS])
        conf_fault_name(b->r, at[CEILING_MONTHS], "C307", "remove it", "a ceiling on euros is not counted in months");
    good = at[CEILING_RATE] && read_rate(b, at[CEILING_RATE], &out->rate);
    return at[CEILING_BASES] && read_base_list(b, at[CEILING_BASES], out) && good;
}

static void read_months(struct model_builder *b, const struct setting *group, struct model_ceiling *out) {
    struct conf_key keys[CEILING_KEYS];
    const struct setting *at[CEILING_KEYS];
    uint32_t k;
    memcpy(keys, ceiling_keys, sizeof keys);
    keys[CEILING_MONTHS].required = true;
    conf_fields(b->r, group, keys, CEILING_KEYS, at);
    if (at[CEILING_ARTICLE]) out->article = at[CEILING_ARTICLE]->text;
    if (at[CEILING_MONTHS]) conf_integer(b->r, at[CEILING_MONTHS], 1, LONGEST_MSAP, &out->constant);
    for (k = CEILING_RATE; k <= CEILING_BASES; k++)
        if (at[k]) conf_fault_name(b->r, at[k], "C307", "remove it", "a ceiling on months has neither rate nor base");
}

void model_read_ceilings(struct model_builder *b, const struct setting *list, struct model_nature *nature) {
    struct model_ceiling *ceilings = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *ceilings);
    uint32_t i;
    if (list->count == 0)
        conf_fault(b->r, list, "C307", "give the rate, the bases and the article that limit it",
                   "a nature of amount has a ceiling");
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        if (!group) continue;
        if (nature->months) {
            read_months(b, group, &ceilings[i]);
        } else {
            model_read_share(b, group, &ceilings[i]);
        }
    }
    nature->ceilings = ceilings;
    nature->ceiling_count = list->count;
}
