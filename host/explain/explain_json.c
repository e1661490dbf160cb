/* SPDX-License-Identifier: MIT */
#include "host/explain/explain_json.h"

#include "host/report/display.h"
#include "host/report/explanation_json.h"
#include "host/report/grid_json.h"
#include "host/report/target_view.h"

static void bool_field(struct json_writer *w, const char *key, bool value) {
    json_key(w, key);
    json_bool(w, value);
}

static void fraction_field(struct json_writer *w, const char *key, struct caqes_fraction value) {
    json_key(w, key);
    json_fraction(w, value);
}

static void number_field(struct json_writer *w, const char *key, uint32_t number) {
    if (number) json_field_integer(w, key, number);
}

static void day_field(struct json_writer *w, const char *key, day d) {
    char text[DAY_TEXT];
    if (d) json_field(w, key, day_iso(d, text));
}

/* ---- Leaves -------------------------------------------------------------------------------------- */

static void datum_json(struct json_writer *w, const struct node *n) {
    json_field(w, "presence", code_of_presence(n->as.datum.presence));
    if (n->as.datum.producer) json_field(w, "producteur", n->as.datum.producer);
    if (n->as.datum.period) json_field(w, "periode", n->as.datum.period);
    day_field(w, "extraction", n->as.datum.extraction);
    number_field(w, "annee", n->as.datum.year);
}

static void points_json(struct json_writer *w, const struct explanation *e, const struct caqes_curve *curve) {
    static const char *const kinds[] = {[CAQES_CURVE_STEPS] = "paliers_descendants",
                                        [CAQES_CURVE_LINEAR] = "droites",
                                        [CAQES_CURVE_STEPS_UP] = "paliers_montants"};
    uint32_t k;
    json_field(w, "sorte", kinds[curve->kind]);
    json_key(w, "points");
    json_begin(w, '[');
    for (k = 0; k < curve->count; k++) {
        const struct caqes_point *p = &e->campaign->points[curve->first + k];
        json_begin(w, '[');
        if (curve->kind != CAQES_CURVE_LINEAR && k + 1 == curve->count) {
            json_string(w, "sinon");
        } else {
            json_fraction(w, caqes_fraction_of(p->x, 1000000));
        }
        json_fraction(w, caqes_fraction_of(p->y, 1000000));
        json_end(w, ']');
    }
    json_end(w, ']');
}

static void parameter_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    static const char *const levels[] = {
        [ORIGIN_NONE] = "aucun",    [ORIGIN_MANIFEST] = "manifeste", [ORIGIN_NATIONAL] = "national",
        [ORIGIN_REGION] = "region", [ORIGIN_RULE] = "regle",         [ORIGIN_CONTRACT] = "contrat"};
    const struct origin *o = &n->as.parameter.origin;
    json_key(w, "fixe_par");
    json_begin(w, '{');
    json_field(w, "niveau", levels[o->level]);
    if (o->file && o->level != ORIGIN_CONTRACT) {
        json_field(w, "fichier", o->file);
        json_field_integer(w, "ligne", o->line);
    }
    if (o->source) json_field(w, "source", o->source);
    if (n->as.parameter.gated) bool_field(w, "hors_champs", true);
    json_end(w, '}');
    if (n->as.parameter.curve) points_json(w, e, n->as.parameter.curve);
}

/* ---- Operations ---------------------------------------------------------------------------------- */

static void answers_json(struct json_writer *w, uint32_t set) {
    static const char *const answers[] = {"non", "oui", "absent"};
    uint32_t k;
    json_begin(w, '[');
    for (k = 0; k < 3; k++)
        if (set >> k & 1U) json_string(w, answers[k]);
    json_end(w, ']');
}

static void table_json(struct json_writer *w, const struct manifest_table *t) {
    uint32_t k;
    json_field(w, "table", t->code);
    json_key(w, "lignes");
    json_begin(w, '[');
    for (k = 0; k < t->table.row_count; k++) {
        json_begin(w, '{');
        json_key(w, "si");
        json_begin(w, '[');
        answers_json(w, t->table.rows[k].a);
        if (t->table.condition_count > 1) answers_json(w, t->table.rows[k].b);
        json_end(w, ']');
        json_field_integer(w, "alors", t->table.rows[k].outcome);
        json_field(w, "issue", t->outcomes[t->table.rows[k].outcome]);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static const struct contract_volet *contract_of(const struct explanation *e, const struct manifest *m) {
    return &e->record->contract[model_volet_index(e->campaign->model, m->volet)];
}

static void products_json(struct json_writer *w, const struct contract_volet *c) {
    uint32_t k;
    json_key(w, "produits");
    json_begin(w, '[');
    for (k = 0; k < c->product_count; k++) {
        json_begin(w, '{');
        json_field(w, c->products[k].lpp ? "lpp" : "ucd", c->products[k].code);
        fraction_field(w, "taux", caqes_fraction_of(c->products[k].rate, 1000000));
        fraction_field(w, "rembourse", caqes_fraction_of(c->products[k].reimbursed, 100));
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void members_json(struct json_writer *w, uint32_t set) {
    uint32_t k;
    json_key(w, "ensemble");
    json_begin(w, '[');
    for (k = 0; k < 32; k++)
        if (set >> k & 1U) json_integer(w, k);
    json_end(w, ']');
}

static void operation_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    const struct caqes_step *s = n->as.operation.step;
    const struct manifest *m = n->as.operation.manifest;
    const struct contract_volet *c;
    if (n->as.operation.branch) json_field(w, "branche", n->as.operation.branch);
    switch (s->op) {
    case CAQES_OP_MEAN:
    case CAQES_OP_MEAN_KNOWN:
    case CAQES_OP_MISSED:
    case CAQES_OP_REACHED: roles_json(w, s->a); break;
    case CAQES_OP_COMPARE: json_field(w, "relation", code_of_relation(s->c)); break;
    case CAQES_OP_IS: json_field_integer(w, "numero", s->c); break;
    case CAQES_OP_IN_SET: members_json(w, s->c); break;
    case CAQES_OP_TABLE: table_json(w, &m->tables[s->c]); break;
    case CAQES_OP_PRESENCE_IS: json_field(w, "presence", code_of_presence(s->c)); break;
    case CAQES_OP_PLAN:
        c = contract_of(e, m);
        fraction_field(w, "realise", caqes_fraction_of(c->plan_progress, 1000000));
        fraction_field(w, "poids", caqes_fraction_of(c->plan_weight, 1000000));
        break;
    case CAQES_OP_REFUSED: bool_field(w, "refus", contract_of(e, m)->status == CONTRACT_REFUSED); break;
    case CAQES_OP_PRODUCTS:
    case CAQES_OP_PRODUCTS_CUT: products_json(w, contract_of(e, m)); break;
    default: break;
    }
}

/* ---- Obligations --------------------------------------------------------------------------------- */

static const char *result_code(uint32_t state, bool reached) {
    switch (state) {
    case CAQES_KNOWN: return reached ? "atteint" : "non_atteint";
    case CAQES_NONE: return "sans_objet";
    case CAQES_UNKNOWN: return "inconnu";
    default: return "erreur";
    }
}

static void indicator_json(struct json_writer *w, const struct node *n) {
    const struct indicator_result *r = n->as.indicator.result;
    const struct indicator_parts *p = &n->as.indicator.parts;
    json_field(w, "resultat", result_code(r->state, r->reached));
    if (r->lack != LACK_NOTHING) json_field(w, "motif", display_lack((enum lack)r->lack));
    json_key(w, "parties");
    json_begin(w, '{');
    number_field(w, "valeur", p->value);
    number_field(w, "cible", p->target);
    number_field(w, "atteint", p->reached);
    number_field(w, "atteinte", p->attainment);
    number_field(w, "coefficient", p->coefficient);
    json_end(w, '}');
    fraction_field(w, "coefficient", r->coefficient);
    if (n->as.indicator.absence_counts) bool_field(w, "absence_comptee_non_atteinte", true);
}

static void obligation_json(struct json_writer *w, const struct node *n) {
    const struct caqes_obligation *o = n->as.obligation.measured;
    json_field(w, "volet", n->as.obligation.declared->volet);
    roles_json(w, n->as.obligation.declared->role);
    json_field(w, "resultat", result_code(n->as.obligation.result, o->reached != 0));
    if (o->state != CAQES_KNOWN) return;
    fraction_field(w, "pondere", caqes_fraction_from_wire(o->weighted));
    fraction_field(w, "coefficients", caqes_fraction_from_wire(o->coefficient));
}

/* ---- Amounts ------------------------------------------------------------------------------------- */

static void ceiling_json(struct json_writer *w, const struct node *n) {
    static const char *const kinds[] = {[BASE_INPUT] = "donnee",
                                        [BASE_PARAMETER] = "parametre",
                                        [BASE_DIFFERENCE] = "difference",
                                        [BASE_GROWTH] = "croissance"};
    const struct model_ceiling *rule = n->as.ceiling.rule;
    json_field(w, "base", n->as.ceiling.base ? kinds[n->as.ceiling.base->kind] : "mois");
    if (n->as.ceiling.base) {
        fraction_field(w, "taux", caqes_fraction_of(rule->rate, 1000000));
    } else {
        json_field_integer(w, "mois", rule->constant);
    }
}

static void amount_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    const struct grid_row *row = &e->grid->rows[n->as.amount.volet];
    const struct audited_amount *a = n->as.amount.amount;
    const struct model_nature *nature = n->as.amount.nature;
    json_field(w, "volet", row->volet->code);
    json_field(w, "statut_du_volet", code_of_status(row->verdict.status));
    json_field(w, "nature", nature->code);
    json_field_integer(w, "signe", nature->sign);
    if (nature->months) {
        json_field_integer(w, "mois", a ? a->units : 0);
    } else if (n->has_value) {
        json_field_integer(w, "centimes", a ? a->units : 0);
    }
    if (nature->contract_ceiling) bool_field(w, "dans_plafond_contrat", true);
    bool_field(w, "compte", a && !a->suspended && nature->sign != 0);
    if (a && a->before_sharing != a->units) json_field_integer(w, "avant_plafond_contrat", a->before_sharing);
    if (a) json_field(w, "arrondi", nature->months ? "aucun" : a->guard.at_ceiling ? "sous_plafond" : "au_plus_pres");
    if (n->as.amount.suspended) json_field(w, "suspension", n->as.amount.suspended);
    if (nature->note) json_field(w, "note", nature->note);
}

static void texts_json(struct json_writer *w, const char *key, const char *const *texts, uint32_t count) {
    uint32_t k;
    json_key(w, key);
    json_begin(w, '[');
    for (k = 0; k < count; k++) json_string(w, texts[k]);
    json_end(w, ']');
}

static void volet_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    const struct grid_row *row = &e->grid->rows[n->as.volet.volet];
    json_field(w, "statut", code_of_status(row->verdict.status));
    texts_json(w, "raisons", row->verdict.reasons, row->verdict.reason_count);
    decision_json(w, &row->retained);
}

static void total_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    json_field(w, "etat_du_total", display_total_state(e->grid->state));
    number_field(w, "plafond_contrat", n->as.total.ceiling);
    if (!e->grid->has_retained) return;
    json_key(w, "retenu");
    json_begin(w, '{');
    json_field(w, "etat", display_total_state(e->grid->retained_state));
    if (e->grid->retained_state != TOTAL_NONE) json_field_integer(w, "centimes", e->grid->retained_total);
    if (e->grid->retained_alert) json_field(w, "alerte", e->grid->retained_alert);
    json_end(w, '}');
}

static void targeting_json(struct json_writer *w, const struct explanation *e, const struct node *n) {
    const struct volet_targeting *v = n->as.decision.targeting;
    uint32_t k;
    json_field(w, "decision", code_of_targeting(v->volet_decision));
    if (v->has_msap) json_field(w, "decision_msap", code_of_targeting(v->msap_decision));
    if (v->reason) json_field(w, "raison", v->reason);
    json_key(w, "motifs");
    json_begin(w, '[');
    for (k = 0; v->explanation && k < v->manifest->targeting_count; k++) {
        const struct manifest_output *o = &v->manifest->targeting[k];
        if (o->kind != OUTPUT_GROUND) continue;
        json_begin(w, '{');
        json_field(w, "code", o->code);
        json_field(w, "libelle", o->label);
        json_field(w, "article", o->article);
        json_key(w, "ouvre");
        json_begin(w, '[');
        if (o->opens & OPENS_VOLET) json_string(w, "volet");
        if (o->opens & OPENS_MSAP) json_string(w, "msap");
        json_end(w, ']');
        bool_field(w, "a_apprecier_si_inconnu", o->missing_to_ars);
        json_field_integer(w, "n", e->grounds[v->volet][k]);
        json_end(w, '}');
    }
    json_end(w, ']');
}

/* ---- Nodes --------------------------------------------------------------------------------------- */

static void own_members(struct json_writer *w, const struct explanation *e, const struct node *n) {
    switch (n->kind) {
    case NODE_DATUM: datum_json(w, n); break;
    case NODE_PARAMETER: parameter_json(w, e, n); break;
    case NODE_STATISTIC:
        json_field_integer(w, "etablissements", n->as.statistic.establishments);
        bool_field(w, "toutes_regions", n->as.statistic.all_regions);
        break;
    case NODE_OPERATION: operation_json(w, e, n); break;
    case NODE_INDICATOR: indicator_json(w, n); break;
    case NODE_OBLIGATION: obligation_json(w, n); break;
    case NODE_CEILING: ceiling_json(w, n); break;
    case NODE_AMOUNT: amount_json(w, e, n); break;
    case NODE_VOLET: volet_json(w, e, n); break;
    case NODE_TOTAL: total_json(w, e, n); break;
    case NODE_DECISION: targeting_json(w, e, n); break;
    default: break;
    }
}

const char *code_of_kind(enum node_kind kind) {
    static const char *const codes[NODE_KINDS] = {"donnee",    "parametre",  "statistique", "constante",
                                                  "operation", "indicateur", "obligation",  "plafond",
                                                  "montant",   "volet",      "total",       "ciblage"};
    return codes[kind];
}

static void node_json(struct json_writer *w, const struct explanation *e, uint32_t number) {
    const struct node *n = node_at(e, number);
    uint32_t k;
    json_begin(w, '{');
    json_field_integer(w, "n", number);
    json_field(w, "genre", code_of_kind(n->kind));
    json_field(w, "op", n->op);
    if (n->operand_count > 0) {
        json_key(w, "de");
        json_begin(w, '[');
        for (k = 0; k < n->operand_count; k++) json_integer(w, n->operands[k]);
        json_end(w, ']');
    }
    if (n->code) json_field(w, "code", n->code);
    if (n->label) json_field(w, "libelle", n->label);
    if (n->has_value) fraction_field(w, "valeur", n->value);
    if (n->state != CAQES_KNOWN) json_field(w, "etat", code_of_state(n->state));
    if (n->unit.kind != UNIT_CURVE) json_field(w, "unite", code_of_unit(n->unit));
    json_field(w, "affichage", n->shown);
    if (n->article) json_field(w, "article", n->article);
    own_members(w, e, n);
    json_end(w, '}');
}

static void head_json(struct json_writer *w, const struct explanation *e) {
    json_field(w, "format", e->grid ? "caqes-explication" : "caqes-explication-ciblage");
    json_field_integer(w, "version", EXPLAIN_JSON_VERSION);
    json_field(w, "campagne", e->campaign->name);
    json_field_integer(w, "exercice", e->record->year);
    day_field(w, "date_evaluation", e->campaign->evaluation_date);
    json_field(w, "textes", e->campaign->model->source);
    establishment_json(w, e->record, e->campaign->model);
}

void explain_json(struct json_writer *w, const struct explanation *e, const struct explain_query *q) {
    const uint32_t *roots;
    uint32_t count = query_roots(e, q, &roots), k;
    const bool *shown = explain_reach(e, roots, count, e->arena);
    json_begin(w, '{');
    head_json(w, e);
    texts_json(w, "affectations", e->notes, e->note_count);
    if (!query_is_whole(q)) {
        json_key(w, "reponses");
        json_begin(w, '[');
        for (k = 0; k < count; k++) json_integer(w, roots[k]);
        json_end(w, ']');
    }
    json_key(w, "noeuds");
    json_begin(w, '[');
    for (k = 0; k < e->count; k++)
        if (shown[k]) node_json(w, e, k + 1);
    json_end(w, ']');
    json_end(w, '}');
}
