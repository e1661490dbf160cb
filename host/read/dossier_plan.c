/* SPDX-License-Identifier: MIT
 *
 * dossier_plan.c: "plan_actions": per volet, what the establishment undertook, how much each action weighs
 * and how far it is. The sums are exact: three decimals times three decimals are millionths. */
#include "host/read/dossier_parse.h"

enum {
    KEY_ACTION,
    KEY_POIDS,
    KEY_AVANCEMENT,
    KEY_DEBUT,
    KEY_FIN,
    KEY_PILOTE, /* free texts from here on: checked, and not kept */
    KEY_PRIORITE,
    KEY_RESSOURCES,
    KEY_DIFFICULTES,
    KEY_INDICATEURS,
    KEY_FINANCEMENT,
    KEY_COUNT
};
static const char *const keys[KEY_COUNT] = {"action",      "poids",       "avancement", "debut",
                                            "fin",         "pilote",      "priorite",   "ressources",
                                            "difficultes", "indicateurs", "financement"};

#define THOUSANDTHS INT64_C(1000)
#define WEIGHT_MAX (INT64_C(1000000) * THOUSANDTHS)

static const struct value_spec weight_spec = {.name = "poids",
                                              .unit = "",
                                              .type = TYPE_DECIMAL,
                                              .decimals = 3,
                                              .has_min = true,
                                              .has_max = true,
                                              .min = 0,
                                              .max = WEIGHT_MAX};
static const struct value_spec progress_spec = {.name = "avancement",
                                                .unit = "",
                                                .type = TYPE_DECIMAL,
                                                .decimals = 3,
                                                .has_min = true,
                                                .has_max = true,
                                                .min = 0,
                                                .max = THOUSANDTHS};

static void read_days(struct dossier_parse *p, const struct json_node *begin, const struct json_node *end) {
    day first = 0, last = 0;
    if (begin) dossier_day(p, begin, keys[KEY_DEBUT], &first);
    if (end) dossier_day(p, end, keys[KEY_FIN], &last);
    if (first && last && last < first)
        dossier_fault_value(p, end, "D153", "check both dates", "the action ends before it begins");
}

/* An action has several values: even a document full of the heaviest ones adds up without overflow. */
_Static_assert(WEIGHT_MAX *THOUSANDTHS <= INT64_MAX / JSON_MAX_NODES, "the sums of a plan fit in int64");

/* Adds an action to the sums of its volet, in millionths. */
static void add_action(struct contract_volet *c, int64_t weight, int64_t progress) {
    c->plan_actions++;
    c->plan_weight += weight * THOUSANDTHS;
    c->plan_progress += weight * progress;
}

static void read_action(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    const struct json_node *found[KEY_COUNT];
    int64_t weight = 0, progress = 0;
    if (!dossier_members(p, node, "an action", keys, KEY_COUNT, found)) return;
    for (int i = KEY_ACTION; i <= KEY_AVANCEMENT; i++) dossier_required(p, node, "an action", keys[i], found[i]);
    if (found[KEY_ACTION]) dossier_text(p, found[KEY_ACTION], keys[KEY_ACTION], false, NULL);
    if (found[KEY_POIDS]) dossier_number(p, found[KEY_POIDS], &weight_spec, keys[KEY_POIDS], &weight);
    if (found[KEY_AVANCEMENT])
        dossier_number(p, found[KEY_AVANCEMENT], &progress_spec, keys[KEY_AVANCEMENT], &progress);
    read_days(p, found[KEY_DEBUT], found[KEY_FIN]);
    for (int i = KEY_PILOTE; i < KEY_COUNT; i++)
        if (found[i]) dossier_is(p, found[i], JSON_STRING, keys[i]);
    if (p->faults == 0) add_action(&p->record->contract[volet], weight, progress);
}

static void read_actions(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    struct contract_volet *c = &p->record->contract[volet];
    if ((p->named & 1U << volet) == 0) {
        dossier_fault_key(p, node, "D160", "add the volet to \"contrat\", or remove its actions",
                          "actions of \"%s\", which is not in the contract", p->volets[volet]);
        return;
    }
    if (!dossier_is(p, node, JSON_ARRAY, p->plan_names[volet])) return;
    JSON_EACH(action, node) read_action(p, action, volet);
    if (p->faults == 0 && c->plan_actions > 0 && c->plan_weight == 0)
        dossier_warn(p, node, "D162", "give each action its weight",
                     "all weights of %s are 0: it counts as a plan without any action", p->plan_names[volet]);
}

void dossier_read_plan(struct dossier_parse *p, const struct json_node *node) {
    const struct json_node *found[MODEL_MAX_VOLETS];
    if (!dossier_members(p, node, "plan_actions", p->volets, p->model->volet_count, found)) return;
    for (uint32_t v = 0; v < p->model->volet_count; v++)
        if (found[v]) read_actions(p, found[v], v);
}
