/* SPDX-License-Identifier: MIT
 *
 * dossier_contract.c: "contrat": per volet, whether it is in force in the year evaluated, and the terms
 * that the contract sets: targets, coefficients, parameters. */
#include "host/read/dossier_parse.h"

#include <string.h>

enum { KEY_SIGNATURE, KEY_FIN, KEY_REFUS, KEY_CIBLES, KEY_COEFFICIENTS, KEY_PARAMETRES, KEY_ACTES, KEY_COUNT };
static const char *const keys[KEY_COUNT] = {"signature",    "fin",        "refus", "cibles",
                                            "coefficients", "parametres", "actes"};

/* In force from 1 January after the signature, and to the end of the year evaluated. */
static enum contract_status status_of(const struct dossier_parse *p, const struct contract_volet *c, bool refused) {
    if (refused) return CONTRACT_REFUSED;
    if (c->signature / 10000 >= p->year) return CONTRACT_NOT_YET;
    if (c->end != 0 && c->end < p->year * 10000 + 1231) return CONTRACT_ENDED;
    return CONTRACT_IN_FORCE;
}

static void read_dates(struct dossier_parse *p, const struct json_node *node, uint32_t volet,
                       const struct json_node *const *found) {
    struct contract_volet *c = &p->record->contract[volet];
    const char *where = p->contract_names[volet];
    bool refused = false, signature = false, end = false, answered = true;
    if (found[KEY_REFUS]) answered = dossier_yes_no(p, found[KEY_REFUS], keys[KEY_REFUS], &refused);
    if (found[KEY_SIGNATURE]) signature = dossier_day(p, found[KEY_SIGNATURE], keys[KEY_SIGNATURE], &c->signature);
    if (found[KEY_FIN]) end = dossier_day(p, found[KEY_FIN], keys[KEY_FIN], &c->end);
    if (refused && found[KEY_SIGNATURE])
        dossier_fault_value(p, found[KEY_SIGNATURE], "D154", "keep one of the two",
                            "%s is signed, and \"refus\" says \"oui\"", where);
    if (answered && !refused && !found[KEY_SIGNATURE])
        dossier_fault_value(p, node, "D152", "add \"signature\", or \"refus\": \"oui\" when the establishment refused",
                            "%s has no \"signature\"", where);
    if (found[KEY_FIN] && p->model->volets[volet].mandatory)
        dossier_fault_value(p, found[KEY_FIN], "D158", "remove \"fin\"",
                            "%s is of indefinite duration: the volet is compulsory", where);
    if (signature && end && c->end < c->signature)
        dossier_fault_value(p, found[KEY_FIN], "D153", "check both dates", "%s ends before it is signed", where);
    c->status = status_of(p, c, refused);
}

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

static void read_volet(struct dossier_parse *p, const struct json_node *node, uint32_t volet) {
    const struct json_node *found[KEY_COUNT];
    const char *where = p->contract_names[volet];
    if (!dossier_members(p, node, where, keys, KEY_COUNT, found)) return;
    read_dates(p, node, volet, found);
    if (found[KEY_CIBLES]) read_terms(p, found[KEY_CIBLES], SECTION_CIBLES(volet), where, keys[KEY_CIBLES]);
    if (found[KEY_COEFFICIENTS])
        read_terms(p, found[KEY_COEFFICIENTS], SECTION_COEFFICIENTS(volet), where, keys[KEY_COEFFICIENTS]);
    if (found[KEY_PARAMETRES])
        read_terms(p, found[KEY_PARAMETRES], SECTION_PARAMETRES(volet), where, keys[KEY_PARAMETRES]);
    if (found[KEY_ACTES]) read_acts(p, found[KEY_ACTES], &p->record->contract[volet]);
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
