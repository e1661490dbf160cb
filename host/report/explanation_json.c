/* SPDX-License-Identifier: MIT */
#include "host/report/explanation_json.h"

#include "host/plugin/call.h"

/* Names of the operations in JSON. */
static const char *const operations[] = {
    [CAQES_OP_SLOT] = "lire",
    [CAQES_OP_NUMBER] = "nombre",
    [CAQES_OP_PLAN] = "avancement_du_plan",
    [CAQES_OP_REFUSED] = "refus_de_signer",
    [CAQES_OP_MEAN] = "moyenne_ponderee",
    [CAQES_OP_MEAN_KNOWN] = "moyenne_ponderee_du_connu",
    [CAQES_OP_MISSED] = "obligations_manquees",
    [CAQES_OP_REACHED] = "obligations_atteintes",
    [CAQES_OP_ADD] = "ajouter",
    [CAQES_OP_SUBTRACT] = "soustraire",
    [CAQES_OP_MULTIPLY] = "multiplier",
    [CAQES_OP_DIVIDE] = "diviser",
    [CAQES_OP_MIN] = "plus_petit",
    [CAQES_OP_MAX] = "plus_grand",
    [CAQES_OP_COMPLEMENT] = "complement_a_1",
    [CAQES_OP_COMPARE] = "comparer",
    [CAQES_OP_IS] = "est",
    [CAQES_OP_IN_SET] = "dans_l_ensemble",
    [CAQES_OP_SELECT] = "choisir",
    [CAQES_OP_OR_ELSE] = "a_defaut",
    [CAQES_OP_TABLE] = "table",
    [CAQES_OP_CURVE] = "bareme",
    [CAQES_OP_PRODUCTS] = "produits_a_taux_propre",
    [CAQES_OP_PRODUCTS_CUT] = "retenue_sur_produits_a_taux_propre",
    [CAQES_OP_PRESENCE_IS] = "presence_est",
};

static const char *const relations[] = {
    [CAQES_BELOW] = "<", [CAQES_AT_MOST] = "<=", [CAQES_EQUAL] = "=", [CAQES_AT_LEAST] = ">=", [CAQES_ABOVE] = ">",
};

static const char *const states[] = {"connue", "sans_objet", "inconnue", "impossible"};

/* In the words of a dossier, where it has one. */
static const char *const presences[] = {
    [CAQES_ABSENT] = "absente",
    [CAQES_PRESENT] = "fournie",
    [CAQES_NULL] = "null",
    [CAQES_NON_SOUMIS] = "non_soumis",
    [CAQES_NON_REPONDANT] = "non_repondant",
    [CAQES_NON_VALIDE] = "NV",
    [CAQES_DONNEES_INSUFFISANTES] = "DI",
    [CAQES_INVALID] = "refusee",
};

const char *code_of_operation(uint16_t op) { return operations[op]; }
const char *code_of_relation(uint32_t relation) { return relations[relation]; }
const char *code_of_state(uint16_t state) { return states[state]; }
const char *code_of_presence(uint32_t presence) { return presences[presence]; }

void roles_json(struct json_writer *w, uint32_t roles) {
    static const char *const names[] = {"principal", "supplementaire", "complementaire", "generale"};
    uint32_t i;
    json_key(w, "roles");
    json_begin(w, '[');
    for (i = 0; i < 4; i++)
        if (roles >> i & 1U) json_string(w, names[i]);
    json_end(w, ']');
}

/* What an operation has beside earlier steps. */
static void arguments_json(struct json_writer *w, const struct manifest *m, const struct caqes_step *s) {
    switch (s->op) {
    case CAQES_OP_SLOT: json_field(w, "nom", m->slots[s->a]->name); break;
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
    case CAQES_OP_MISSED:
    case CAQES_OP_REACHED: roles_json(w, s->a); break;
    case CAQES_OP_COMPARE: json_field(w, "relation", relations[s->c]); break;
    case CAQES_OP_IS: json_field_integer(w, "numero", s->c); break;
    case CAQES_OP_IN_SET: json_field_integer(w, "ensemble", s->c); break;
    case CAQES_OP_TABLE: json_field(w, "table", m->tables[s->c].code); break;
    case CAQES_OP_CURVE: json_field(w, "nom", m->slots[s->c]->name); break;
    case CAQES_OP_PRESENCE_IS:
        json_field(w, "nom", m->slots[s->a]->name);
        json_field(w, "presence", presences[s->c]);
        break;
    default: break;
    }
}

static void step_json(struct json_writer *w, const struct manifest *m, const struct caqes_case *c, uint32_t index) {
    const struct caqes_step *s = caqes_step_at(c, index);
    const uint32_t operands[3] = {s->a, s->b, s->c};
    uint32_t k, count = caqes_step_operands(s->op);
    json_begin(w, '{');
    json_field_integer(w, "n", index);
    json_field(w, "op", operations[s->op]);
    if (count > 0) {
        json_key(w, "de");
        json_begin(w, '[');
        for (k = 0; k < count; k++)
            if (operands[k] != CAQES_NO_STEP) json_integer(w, operands[k]);
        json_end(w, ']');
    }
    arguments_json(w, m, s);
    if (s->state == CAQES_KNOWN) {
        json_key(w, "valeur");
        json_fraction(w, caqes_fraction_from_wire(s->value));
    } else {
        json_field(w, "etat", states[s->state]);
    }
    if (s->source > 0) json_field(w, "source", m->sources[s->source - 1]);
    json_end(w, '}');
}

void explanation_json(struct json_writer *w, const struct manifest *m, const struct caqes_case *c,
                      const uint32_t *roots, uint32_t root_count, struct arena *arena) {
    const bool *needed = explanation_reach(c, roots, root_count, -1, arena);
    uint32_t i, end = explanation_end(c, roots, root_count);
    json_begin(w, '[');
    for (i = 0; i < end; i++)
        if (needed[i]) step_json(w, m, c, i);
    json_end(w, ']');
}
