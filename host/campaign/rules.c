/* SPDX-License-Identifier: MIT
 *
 * rules.c: assignment rules: to whom a plugin applies or not, and which parameters change for them. */
#include "host/campaign/campaign_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- Conditions ---- */

enum { WHEN_CHAMPS, WHEN_STATUTS, WHEN_ONLY, WHEN_FINESS, WHEN_KEYS };
static const struct conf_key when_keys[WHEN_KEYS] = {[WHEN_CHAMPS] = {"champs", SETTING_LIST, false},
                                                     [WHEN_STATUTS] = {"statuts", SETTING_LIST, false},
                                                     [WHEN_ONLY] = {"champs_seulement", SETTING_LIST, false},
                                                     [WHEN_FINESS] = {"finess", SETTING_LIST, false}};

/* A list that nobody could meet is a mistake. */
static bool holds_something(struct campaign_builder *b, const struct setting *list) {
    if (list->count > 0) return true;
    conf_fault(b->r, list, "C344", "name at least one, or remove the condition", "this condition is met by nobody");
    return false;
}

/* Names of the model as bits. */
static uint32_t read_bits(struct campaign_builder *b, const struct setting *list, const char *what,
                          const char *const *known, uint32_t count) {
    uint32_t bits = 0, i;
    if (!holds_something(b, list)) return 0;
    for (i = 0; i < list->count; i++) {
        const struct setting *s = conf_element(b->r, list, i, SETTING_TEXT);
        int32_t index = s ? conf_choice(b->r, s, what, known, count) : -1;
        if (index >= 0) bits |= 1U << index;
    }
    return bits;
}

/* Nine characters: digits, or 2A and 2B in front for Corsica. */
static bool is_finess(const char *text) {
    bool corsica = text[0] == '2' && (text[1] == 'A' || text[1] == 'B');
    return strlen(text) == 9 && strspn(text + (corsica ? 2 : 0), "0123456789") == (corsica ? 7U : 9U);
}

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void read_finess(struct campaign_builder *b, const struct setting *list, struct rule *rule) {
    const char **finess = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *finess);
    uint32_t i, count = 0;
    if (!holds_something(b, list)) return;
    for (i = 0; i < list->count; i++) {
        const struct setting *s = conf_element(b->r, list, i, SETTING_TEXT);
        if (!s) continue;
        if (is_finess(s->text)) {
            finess[count++] = s->text;
        } else {
            conf_fault(b->r, s, "C307", "write its 9 characters: digits, or 2A or 2B in front for Corsica",
                       "this is not a FINESS number");
        }
    }
    qsort(finess, count, sizeof *finess, by_text);
    for (i = 1; i < count; i++)
        if (strcmp(finess[i - 1], finess[i]) == 0)
            conf_fault(b->r, list, "C308", "write it once", "FINESS %s is given twice", finess[i]);
    rule->finess = finess;
    rule->finess_count = count;
}

static void read_when(struct campaign_builder *b, const struct setting *group, struct rule *rule) {
    const struct model *m = b->c->model;
    const struct setting *at[WHEN_KEYS];
    conf_fields(b->r, group, when_keys, WHEN_KEYS, at);
    if (group->count == 0)
        conf_fault(b->r, group, "C344", "use par_defaut and parametres for what applies to everyone",
                   "this rule has no condition");
    if (at[WHEN_CHAMPS]) rule->champs = read_bits(b, at[WHEN_CHAMPS], "champ", m->champs, m->champ_count);
    if (at[WHEN_STATUTS]) rule->statuts = read_bits(b, at[WHEN_STATUTS], "statut", m->statuts, m->statut_count);
    if (at[WHEN_ONLY]) rule->champs_only = read_bits(b, at[WHEN_ONLY], "champ", m->champs, m->champ_count);
    if (at[WHEN_FINESS]) read_finess(b, at[WHEN_FINESS], rule);
}

/* ---- Effects ---- */

static bool is_mandatory(const struct campaign_builder *b, const struct campaign_entry *e) {
    int32_t v = e->plugin->manifest->is_volet ? model_volet_index(b->c->model, e->plugin->manifest->volet) : -1;
    return v >= 0 && b->c->model->volets[v].mandatory;
}

/* Plugins named by a rule, as bits. */
static uint32_t read_plugins(struct campaign_builder *b, const struct setting *list, bool removes) {
    uint32_t bits = 0, i;
    for (i = 0; i < list->count; i++) {
        const struct setting *id = conf_element(b->r, list, i, SETTING_TEXT);
        const struct campaign_entry *e = id ? campaign_entry_of(b, id, false) : NULL;
        if (!e || !e->plugin) continue;
        if (removes && is_mandatory(b, e))
            conf_fault(b->r, id, "C335", "set its coefficients to \"0\" where it does not fit",
                       "\"%s\" settles a mandatory volet: no rule can remove it", e->id);
        bits |= 1U << e->index;
    }
    return bits;
}

static void read_overrides(struct campaign_builder *b, const struct setting *list, struct rule *rule) {
    struct rule_override *overrides = arena_array(b->r->arena, list->count ? list->count : 1, sizeof *overrides);
    uint32_t i, k;
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        struct rule_override *o = &overrides[rule->override_count];
        struct parameter_setting s;
        if (!group || !parameter_fields(b, group, &s) || !parameter_resolve(b, &s, ORIGIN_RULE, NULL, o)) continue;
        o->rule = b->c->rule_count;
        for (k = 0; k < rule->override_count; k++) {
            if (overrides[k].plugin != o->plugin || overrides[k].slot != o->slot) continue;
            conf_fault(b->r, s.name, "C341",
                       arena_format(b->r->arena, "keep one: the first is on line %u", overrides[k].origin.line),
                       "\"%s\" of \"%s\" is set twice in one rule", s.name->text, s.plugin->text);
        }
        rule->override_count++;
    }
    rule->overrides = overrides;
}

enum { RULE_WHEN, RULE_ADD, RULE_REMOVE, RULE_PARAMETERS, RULE_KEYS };
static const struct conf_key rule_keys[RULE_KEYS] = {[RULE_WHEN] = {"quand", SETTING_GROUP, true},
                                                     [RULE_ADD] = {"ajoute", SETTING_LIST, false},
                                                     [RULE_REMOVE] = {"retire", SETTING_LIST, false},
                                                     [RULE_PARAMETERS] = {"parametres", SETTING_LIST, false}};

static void read_rule(struct campaign_builder *b, const struct setting *group, struct rule *rule) {
    const struct setting *at[RULE_KEYS];
    conf_fields(b->r, group, rule_keys, RULE_KEYS, at);
    rule->line = group->place.line;
    if (at[RULE_WHEN]) read_when(b, at[RULE_WHEN], rule);
    if (at[RULE_ADD]) rule->add = read_plugins(b, at[RULE_ADD], false);
    if (at[RULE_REMOVE]) rule->remove = read_plugins(b, at[RULE_REMOVE], true);
    if (at[RULE_PARAMETERS]) read_overrides(b, at[RULE_PARAMETERS], rule);
    if (rule->add & rule->remove)
        conf_fault(b->r, group, "C344", "write two rules, or keep one of the two",
                   "this rule adds and removes one plugin");
    if (group->count == 1 && at[RULE_WHEN])
        conf_fault(b->r, group, "C344", "add ajoute, retire or parametres", "this rule changes nothing");
}

/* Overrides of every rule, gathered by plugin, so that a record looks only at those of the plugin. */
static void gather_overrides(struct campaign_builder *b) {
    struct campaign *c = b->c;
    uint32_t p, i, k;
    for (p = 0; p < c->plugin_count; p++) {
        struct rule_override *all;
        uint32_t total = 0, count = 0;
        for (i = 0; i < c->rule_count; i++) total += c->rules[i].override_count;
        all = arena_array(b->r->arena, total ? total : 1, sizeof *all);
        for (i = 0; i < c->rule_count; i++)
            for (k = 0; k < c->rules[i].override_count; k++)
                if (c->rules[i].overrides[k].plugin == p) all[count++] = c->rules[i].overrides[k];
        c->plugins[p].overrides = all;
        c->plugins[p].override_count = count;
    }
}

void campaign_read_rules(struct campaign_builder *b, const struct setting *list) {
    struct rule *rules = arena_array(b->r->arena, CAMPAIGN_MAX_RULES, sizeof *rules);
    uint32_t i;
    if (list->count > CAMPAIGN_MAX_RULES)
        conf_fault(b->r, list, "C345", NULL, "a campaign has at most %d rules", CAMPAIGN_MAX_RULES);
    b->c->rules = rules;
    for (i = 0; i < list->count && b->c->rule_count < CAMPAIGN_MAX_RULES; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        if (!group) continue;
        read_rule(b, group, &rules[b->c->rule_count]);
        b->c->rule_count++;
    }
    gather_overrides(b);
}
