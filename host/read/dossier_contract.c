/* SPDX-License-Identifier: MIT
 *
 * dossier_contract.c: "contrat": per volet, the terms that the contract sets: targets, coefficients,
 * parameters, acts, priority. Its dates are read by dossier_dates.c, its products by dossier_products.c, what the
 * directeur général retains by dossier_decision.c. */
#include "host/read/dossier_parse.h"

#include <string.h>

enum {
    KEY_SIGNATURE,
    KEY_FIN,
    KEY_REFUS,
    KEY_CIBLES,
    KEY_COEFFICIENTS,
    KEY_PARAMETRES,
    KEY_ACTES,
    KEY_AVENANTS,
    KEY_PRIORITE,
    KEY_PRODUITS,
    KEY_DECISION,
    KEY_COUNT
};
static const char *const keys[KEY_COUNT] = {"signature",    "fin",        "refus",   "cibles",
                                            "coefficients", "parametres", "actes",   "avenants",
                                            "priorite",     "produits",   "decision"};

static void unknown_term(struct dossier_parse *p, const struct json_node *node, uint32_t section, const char *where,
                         const char *what) {
    const char *nearest = layout_nearest(p->layout, section, node->key, node->key_length);
    if (layout_reserved(p->layout, section, node->key, node->key_length)) {
        dossier_fault_key(p, node, "D156", "remove it; the campaign sets it",
                          "\"%s\" exists, but a contract may not set it", dossier_key_text(p, node));
        return;
    }
    if (p->layout->lacks_plugin) {
        dossier_may_be_refused(p, node);
        return;
    }
    dossier_fault_key(p, node, "D155",
                      nearest ? arena_format(p->scratch, "write \"%s\", the nearest known name", nearest)
                              : "remove it, or add the plugin that reads it to the campaign",
                      "\"%s\" is not in the %s of %s", dossier_key_text(p, node), what, where);
}

/* A regional set attached to two volets has one column for both: they must not say two things. */
static void set_term(struct dossier_parse *p, const struct json_node *node, uint32_t column, int64_t value) {
    struct record *r = p->record;
    if (r->presences[column] == CAQES_PRESENT && r->values[column] != value)
        dossier_fault_value(p, node, "D157", "write the same value in both volets, or write it once",
                            "\"%s\" has another value in another volet", p->layout->columns[column].key);
    r->values[column] = value;
    r->presences[column] = CAQES_PRESENT;
}

static void read_terms(struct dossier_parse *p, const struct json_node *node, uint32_t section, const char *where,
                       const char *what) {
    if (!dossier_is(p, node, JSON_OBJECT, what)) return;
    JSON_EACH(child, node) {
        int32_t column = layout_find_hashed(p->layout, section, child->key, child->key_length, child->key_hash);
        const struct layout_column *c = column < 0 ? NULL : &p->layout->columns[column];
        int64_t value = 0;
        uint8_t presence;
        if (!c) {
            unknown_term(p, child, section, where, what);
        } else if (dossier_value(p, child, c->spec, c->key, true, &value, &presence)) {
            set_term(p, child, (uint32_t)column, value);
        }
    }
}

/* Acts under prior agreement (MSAP), as written. */
static void read_acts(struct dossier_parse *p, const struct json_node *node, struct contract_volet *c) {
    const char **acts;
    if (!dossier_is(p, node, JSON_ARRAY, keys[KEY_ACTES])) return;
    acts = arena_array(p->arena, node->span, sizeof *acts); /* one node per act, when they are texts */
    JSON_EACH(act, node)
    if (dossier_text(p, act, "an act", false, &acts[c->act_count])) c->act_count++;
    c->acts = acts;
}

static const struct value_spec priority_spec = {
    .name = "priorite", .unit = "", .type = TYPE_INTEGER, .has_min = true, .has_max = true, .min = 1, .max = 9};

/* The agreed order of the volets [II.a.iv]: no two at one place. */
static void read_priority(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    struct contract_volet *contract = p->record->contract;
    int64_t priority = 0;
    if (!dossier_number(p, node, &priority_spec, keys[KEY_PRIORITE], &priority)) return;
    for (uint32_t v = 0; v < volet; v++)
        if (contract[v].priority == priority)
            dossier_fault_value(p, node, "D168", "give each volet a place of its own",
                                "%s and %s have the same \"priorite\"", p->contract_names[v], p->contract_names[volet]);
    contract[volet].priority = (uint32_t)priority;
}

/* Nothing is signed by an establishment that refused to sign. */
static void check_refusal(struct dossier_parse *p, const struct json_node *const *found, uint32_t volet) {
    static const int signed_terms[] = {KEY_SIGNATURE, KEY_FIN, KEY_AVENANTS, KEY_PRODUITS};
    if (p->record->contract[volet].status != CONTRACT_REFUSED) return;
    for (size_t i = 0; i < sizeof signed_terms / sizeof *signed_terms; i++)
        if (found[signed_terms[i]])
            dossier_fault_value(p, found[signed_terms[i]], "D154", "keep one of the two",
                                "%s has \"%s\", and \"refus\" says \"oui\"", p->contract_names[volet],
                                keys[signed_terms[i]]);
}

/* A volet that is not for this establishment. One that is not in force yet concerns a later year. */
static void check_exclusion(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    enum contract_status status = p->record->contract[volet].status;
    const struct model_exclusion *x = model_exclusion_of(&p->model->volets[volet], p->record->statut, p->year);
    if (!x || (status != CONTRACT_IN_FORCE && status != CONTRACT_REFUSED)) return;
    dossier_fault_key(p, node, "D161", "remove it, or correct \"statut\"",
                      "\"%s\" is not for the statut \"%s\" in %u (%s)", p->volets[volet],
                      p->model->statuts[p->record->statut], p->year, x->article);
}

static void read_volet(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    const struct json_node *found[KEY_COUNT];
    const char *where = p->contract_names[volet];
    if (!dossier_members(p, node, where, keys, KEY_COUNT, found)) return;
    dossier_read_dates(
        p, volet,
        &(struct contract_dates){node, found[KEY_SIGNATURE], found[KEY_FIN], found[KEY_REFUS], found[KEY_AVENANTS]});
    check_refusal(p, found, volet);
    check_exclusion(p, node, volet);
    if (found[KEY_CIBLES]) read_terms(p, found[KEY_CIBLES], SECTION_CIBLES(volet), where, keys[KEY_CIBLES]);
    if (found[KEY_COEFFICIENTS])
        read_terms(p, found[KEY_COEFFICIENTS], SECTION_COEFFICIENTS(volet), where, keys[KEY_COEFFICIENTS]);
    if (found[KEY_PARAMETRES])
        read_terms(p, found[KEY_PARAMETRES], SECTION_PARAMETRES(volet), where, keys[KEY_PARAMETRES]);
    if (found[KEY_ACTES]) read_acts(p, found[KEY_ACTES], &p->record->contract[volet]);
    if (found[KEY_PRIORITE]) read_priority(p, found[KEY_PRIORITE], volet);
    if (found[KEY_PRODUITS]) dossier_read_products(p, found[KEY_PRODUITS], volet);
    if (found[KEY_DECISION]) dossier_read_decision(p, found[KEY_DECISION], volet);
}

void dossier_read_contract(struct dossier_parse *p, const struct json_node *node) {
    const struct json_node *found[MODEL_MAX_VOLETS];
    const struct model *m = p->model;
    if (!dossier_members(p, node, "contrat", p->volets, m->volet_count, found)) return;
    p->named = 0;
    for (uint32_t v = 0; v < m->volet_count; v++) {
        if (found[v]) {
            p->named |= 1U << v;
            read_volet(p, found[v], v);
        } else if (m->volets[v].mandatory) {
            dossier_fault_value(
                p, node, "D151",
                arena_format(p->scratch,
                             "add \"%s\"; when the establishment refused to sign: \"%s\": {\"refus\": \"oui\"}",
                             p->volets[v], p->volets[v]),
                "contrat has no \"%s\", which is compulsory", p->volets[v]);
        }
    }
}
