/* SPDX-License-Identifier: MIT */
#include "host/report/grid_json.h"

#include "host/report/display.h"
#include "host/report/explanation_json.h"

static const char *role_code(uint32_t role) {
    switch (role) {
    case CAQES_PRINCIPAL: return "principal";
    case CAQES_SUPPLEMENTAIRE: return "supplementaire";
    case CAQES_COMPLEMENTAIRE: return "complementaire";
    default: return "generale";
    }
}

static void day_json(struct json_writer *w, const char *key, day d) {
    char text[DAY_TEXT];
    json_field(w, key, day_iso(d, text));
}

static void step_value_json(struct json_writer *w, const char *key, const struct caqes_case *c, uint32_t step) {
    if (step == CAQES_NO_STEP || caqes_step_at(c, step)->state != CAQES_KNOWN) return;
    json_key(w, key);
    json_fraction(w, caqes_fraction_from_wire(caqes_step_at(c, step)->value));
}

static void source_json(struct json_writer *w, const char *producer, const struct provenance *p) {
    if (p && *p->producer) producer = p->producer;
    if (producer && *producer) json_field(w, "producteur", producer);
    if (p && *p->period) json_field(w, "periode", p->period);
    if (p && p->extraction) day_json(w, "extraction", p->extraction);
}

/* Values that a later extraction replaced, from `p` on. */
static void replaced_json(struct json_writer *w, const struct value_spec *spec, const struct provenance *p,
                          const struct provenance *end) {
    char text[DISPLAY_MAX];
    json_key(w, "remplace");
    json_begin(w, '[');
    for (; p < end && p->replaced; p++) {
        json_begin(w, '{');
        if (p->presence == CAQES_PRESENT) {
            display_slot(spec, p->value, text);
            json_field(w, "affichage", text);
        }
        source_json(w, NULL, p);
        json_end(w, '}');
    }
    json_end(w, ']');
}

/* An input that an indicator reads: its value, the year of it when it is another, who produced it and when. */
static void datum_json(struct json_writer *w, const struct grid *g, const struct value_spec *spec, uint32_t column) {
    const struct record *r = &g->batch->records[g->record];
    const struct layout *l = g->batch->campaign->layout;
    uint32_t from = layout_column_of_year(l, column, r->ages[column]);
    const struct provenance *p = r->provenances, *end = p + r->provenance_count;
    char text[DISPLAY_MAX];
    while (p < end && p->column != from) p++;
    json_begin(w, '{');
    json_field(w, "nom", spec->name);
    if (r->presences[column] == CAQES_PRESENT) {
        display_slot(spec, r->values[column], text);
        json_field(w, "affichage", text);
    }
    if (r->ages[column] > 0) json_field_integer(w, "annee", r->year - r->ages[column]);
    source_json(w, l->columns[column].producer, p < end ? p : NULL);
    if (p < end && p + 1 < end && p[1].replaced) replaced_json(w, spec, p + 1, end);
    json_end(w, '}');
}

/* The data behind an indicator. */
static void sources_json(struct json_writer *w, const struct grid *g, uint32_t plugin,
                         const struct manifest_indicator *i) {
    const struct layout_plugin *columns = &g->batch->campaign->layout->plugins[plugin];
    uint32_t k, count = i->numerator_count + i->denominator_count;
    json_key(w, "donnees");
    json_begin(w, '[');
    for (k = 0; k < count; k++) {
        uint32_t slot = k < i->numerator_count ? i->numerator[k] : i->denominator[k - i->numerator_count];
        datum_json(w, g, columns->manifest->slots[slot], (uint32_t)columns->columns[slot]);
    }
    json_end(w, ']');
}

static void indicator_json(struct json_writer *w, const struct grid *g, uint32_t plugin, uint32_t index,
                           bool explained) {
    const struct batch *b = g->batch;
    const struct manifest *m = b->campaign->plugins[plugin].plugin->manifest;
    const struct plugin_rows *rows = &b->plugins[plugin];
    uint32_t row = rows->row_of_record[g->record];
    const struct indicator_result *r = &rows->results[(size_t)row * m->indicator_count + index];
    const struct caqes_case *c = &rows->explanations[row];
    const struct manifest_indicator *i = &m->indicators[index];
    const uint32_t roots[4] = {r->value_step, r->target_step, r->reached_step, r->attainment_step};
    json_begin(w, '{');
    json_field(w, "code", i->code);
    json_field(w, "libelle", i->label);
    json_field(w, "article", i->article);
    json_field(w, "resultat", code_of_result(r->state, r->reached));
    if (r->lack != LACK_NOTHING) json_field(w, "motif", display_lack((enum lack)r->lack));
    if (r->lack == LACK_DATUM || r->lack == LACK_TARGET) json_field(w, "manque", m->slots[r->lack_slot]->name);
    step_value_json(w, "valeur", c, r->value_step);
    step_value_json(w, "cible", c, r->target_step);
    json_key(w, "coefficient");
    json_fraction(w, r->coefficient);
    if (r->state == CAQES_KNOWN) {
        json_key(w, "atteinte");
        json_fraction(w, r->attainment);
    }
    if (r->lack != LACK_COEFFICIENT && r->lack != LACK_PLUGIN) sources_json(w, g, plugin, i);
    if (explained && r->value_step != CAQES_NO_STEP) {
        json_key(w, "etapes");
        explanation_json(w, m, c, roots, 4, b->arena);
    }
    json_end(w, '}');
}

static void obligation_json(struct json_writer *w, const struct grid *g, const struct obligation_ref *ref,
                            const struct caqes_obligation *o, bool explained) {
    const struct manifest *m = g->batch->campaign->plugins[ref->plugin].plugin->manifest;
    const struct manifest_obligation *declared = &m->obligations[ref->obligation];
    struct caqes_fraction level = caqes_fraction_from_wire(o->weighted);
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "code", declared->code);
    json_field(w, "libelle", declared->label);
    json_field(w, "article", declared->article);
    json_field(w, "role", role_code(o->role));
    json_field(w, "plugin", m->id);
    json_field(w, "resultat", code_of_result(grid_result(g, ref, o), o->reached != 0));
    if (o->state == CAQES_KNOWN && caqes_fraction_divide(level, caqes_fraction_from_wire(o->coefficient), &level)) {
        json_key(w, "niveau");
        json_fraction(w, level);
    }
    json_key(w, "indicateurs");
    json_begin(w, '[');
    for (k = 0; k < declared->indicator_count; k++)
        indicator_json(w, g, ref->plugin, declared->indicators[k], explained);
    json_end(w, ']');
    json_end(w, '}');
}

static void facts_json(struct json_writer *w, const struct volet_verdict *v, const struct manifest *m) {
    uint32_t k;
    json_key(w, "constats");
    json_begin(w, '[');
    for (k = 0; k < v->output_count; k++) {
        const struct audited_output *o = &v->outputs[k];
        if (o->output->kind == OUTPUT_AMOUNT || o->state != CAQES_KNOWN) continue;
        json_begin(w, '{');
        json_field(w, "code", o->output->code);
        json_field(w, "libelle", o->output->label);
        if (o->output->kind == OUTPUT_OUTCOME) {
            json_field(w, "issue", display_outcome(m, o->output, o->value));
        } else {
            json_field(w, "unite", o->output->unit);
            json_key(w, "valeur");
            json_fraction(w, o->value);
        }
        json_end(w, '}');
    }
    json_end(w, ']');
}

/* Products whose own rates make the amount. */
static void products_json(struct json_writer *w, const struct contract_volet *contract) {
    uint32_t k;
    json_key(w, "produits");
    json_begin(w, '[');
    for (k = 0; k < contract->product_count; k++) {
        const struct contract_product *product = &contract->products[k];
        json_begin(w, '{');
        json_field(w, "nomenclature", product->lpp ? "lpp" : "ucd");
        json_field(w, "code", product->code);
        if (*product->label) json_field(w, "libelle", product->label);
        json_key(w, "taux");
        json_fraction(w, caqes_fraction_of(product->rate, 1000000));
        json_field_integer(w, "rembourse_centimes", product->reimbursed);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void amount_json(struct json_writer *w, const struct audited_amount *a, const struct model_volet *volet,
                        const struct contract_volet *contract) {
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "code", a->output->code);
    json_field(w, "libelle", a->output->label);
    json_field(w, "article", a->output->article);
    json_field(w, "nature", a->nature->code);
    json_field_integer(w, a->nature->months ? "mois" : "centimes", a->units);
    if (a->units != a->before_sharing) json_field_integer(w, "avant_plafond_contrat", a->before_sharing);
    json_field_integer(w, "etape", a->step);
    if (a->guard.has_ceiling) {
        json_key(w, "plafond");
        json_fraction(w, a->guard.ceiling);
        json_field(w, "plafond_article", a->guard.rule->article);
    }
    json_key(w, "suspendu");
    json_bool(w, a->suspended);
    if (a->nature->note) json_field(w, "note", a->nature->note);
    if (contract->product_count > 0 && a->nature == model_products_nature(volet, NULL)) products_json(w, contract);
    if (a->nature->months) {
        json_key(w, "actes");
        json_begin(w, '[');
        for (k = 0; k < contract->act_count; k++) json_string(w, contract->acts[k]);
        json_end(w, ']');
    }
    json_end(w, '}');
}

/* What the directeur général retains, beside the amounts. */
void decision_json(struct json_writer *w, const struct retained *r) {
    uint32_t k;
    if (!r->decision) return;
    json_key(w, "decision");
    json_begin(w, '{');
    json_field_integer(w, r->decision->months ? "mois" : "centimes", r->decision->value);
    json_field(w, "motif", r->decision->reason);
    if (r->decision->date) day_json(w, "date", r->decision->date);
    json_key(w, "alertes");
    json_begin(w, '[');
    for (k = 0; k < r->alert_count; k++) json_string(w, r->alerts[k]);
    json_end(w, ']');
    json_end(w, '}');
}

static void verdict_json(struct json_writer *w, const struct grid *g, uint32_t index, bool explained) {
    const struct volet_verdict *v = &g->rows[index].verdict;
    int32_t plugin = g->batch->campaign->volet_plugin[index];
    const struct manifest *m = plugin >= 0 ? g->batch->campaign->plugins[plugin].plugin->manifest : NULL;
    uint32_t k;
    if (v->explanation && m && !v->refused) facts_json(w, v, m);
    json_key(w, "montants");
    json_begin(w, '[');
    for (k = 0; k < v->amount_count; k++)
        amount_json(w, &v->amounts[k], g->rows[index].volet, &g->batch->records[g->record].contract[index]);
    json_end(w, ']');
    if (v->status == VOLET_EVALUATED || v->status == VOLET_REFUSED)
        json_field_integer(w, "compte_centimes", g->rows[index].counted);
    if (explained && v->explanation && m) {
        json_key(w, "etapes");
        explanation_json(w, m, v->explanation, v->explanation->outputs, v->output_count, g->batch->arena);
    }
}

/* What dates the volet: signature, end, avenants. Nothing when there is no contract. */
static void contract_json(struct json_writer *w, const struct contract_volet *c) {
    uint32_t k;
    if (c->signature == 0) return;
    json_key(w, "contrat");
    json_begin(w, '{');
    day_json(w, "signature", c->signature);
    if (c->end) day_json(w, "fin", c->end);
    if (c->priority) json_field_integer(w, "priorite", c->priority);
    if (c->avenant_count > 0) {
        json_key(w, "avenants");
        json_begin(w, '[');
        for (k = 0; k < c->avenant_count; k++) {
            json_begin(w, '{');
            json_field(w, "objet", avenant_words[c->avenants[k].kind]);
            day_json(w, "signature", c->avenants[k].signature);
            if (c->avenants[k].end) day_json(w, "fin", c->avenants[k].end);
            json_end(w, '}');
        }
        json_end(w, ']');
    }
    json_end(w, '}');
}

static void row_json(struct json_writer *w, const struct grid *g, uint32_t index, bool explained) {
    const struct grid_row *row = &g->rows[index];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "volet", row->volet->code);
    json_field(w, "libelle", row->volet->label);
    json_field(w, "statut", code_of_status(row->verdict.status));
    contract_json(w, &g->batch->records[g->record].contract[index]);
    if (row->verdict.reason_count > 0) {
        json_key(w, "raisons");
        json_begin(w, '[');
        for (k = 0; k < row->verdict.reason_count; k++) json_string(w, row->verdict.reasons[k]);
        json_end(w, ']');
    }
    if (row->verdict.status >= VOLET_EVALUATED) {
        json_key(w, "obligations");
        json_begin(w, '[');
        for (k = 0; k < row->ref_count && !row->verdict.refused; k++)
            if (grid_shows_obligation(g, &row->refs[k], &row->obligations[k]))
                obligation_json(w, g, &row->refs[k], &row->obligations[k], explained);
        json_end(w, ']');
        verdict_json(w, g, index, explained);
    }
    decision_json(w, &row->retained);
    json_end(w, '}');
}

/* The EG for which it signs. */
static void entities_json(struct json_writer *w, const struct record *r) {
    uint32_t k;
    json_key(w, "entites");
    json_begin(w, '[');
    for (k = 0; k < r->entity_count; k++) {
        json_begin(w, '{');
        json_field(w, "finess", r->entities[k].finess);
        json_field(w, "nom", r->entities[k].name);
        json_end(w, '}');
    }
    json_end(w, ']');
}

void establishment_json(struct json_writer *w, const struct record *r, const struct model *m) {
    uint32_t k;
    json_key(w, "etablissement");
    json_begin(w, '{');
    json_field(w, "finess", r->finess);
    json_field(w, "niveau", r->level);
    json_field(w, "nom", r->name);
    json_field(w, "region", r->region);
    if (*r->ght) json_field(w, "ght", r->ght);
    json_field(w, "statut", m->statuts[r->statut]);
    json_key(w, "champs");
    json_begin(w, '[');
    for (k = 0; k < m->champ_count; k++)
        if (r->champs >> k & 1U) json_string(w, m->champs[k]);
    json_end(w, ']');
    if (r->entity_count > 0) entities_json(w, r);
    json_end(w, '}');
}

/* Why a total is not complete: the rows without amount, and the sum itself. */
static void total_reasons_json(struct json_writer *w, const struct grid *g) {
    uint32_t k;
    json_key(w, "raisons");
    json_begin(w, '[');
    for (k = 0; k < g->row_count; k++)
        if (withholds_total(&g->rows[k].verdict))
            json_string(w, arena_format(g->batch->arena, "%s : %s", g->rows[k].volet->label,
                                        display_status(g->rows[k].verdict.status)));
    if (g->fault) json_string(w, g->fault);
    json_end(w, ']');
}

/* The sum of what is retained where a decision is recorded, and of what is computed elsewhere. */
static void retained_total_json(struct json_writer *w, const struct grid *g) {
    json_key(w, "retenu");
    json_begin(w, '{');
    json_field(w, "etat", display_total_state(g->retained_state));
    if (g->retained_state != TOTAL_NONE) json_field_integer(w, "centimes", g->retained_total);
    if (g->retained_alert) json_field(w, "alerte", g->retained_alert);
    json_end(w, '}');
}

void grid_json(struct json_writer *w, const struct grid *g, bool explained) {
    const struct record *r = &g->batch->records[g->record];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-grille");
    json_field_integer(w, "version", GRID_JSON_VERSION);
    json_field_integer(w, "exercice", r->year);
    establishment_json(w, r, g->batch->campaign->model);
    json_key(w, "volets");
    json_begin(w, '[');
    for (k = 0; k < g->row_count; k++) row_json(w, g, k, explained);
    json_end(w, ']');
    if (g->notice_count > 0) {
        json_key(w, "avertissements");
        json_begin(w, '[');
        for (k = 0; k < g->notice_count; k++) json_string(w, g->notices[k]);
        json_end(w, ']');
    }
    json_key(w, "total");
    json_begin(w, '{');
    json_field(w, "etat", display_total_state(g->state));
    if (g->state != TOTAL_NONE) json_field_integer(w, "centimes", g->total);
    if (g->state != TOTAL_COMPLETE) total_reasons_json(w, g);
    if (g->contract_ceiling_applied) {
        json_key(w, "plafond_contrat");
        json_bool(w, true);
    }
    if (g->has_retained) retained_total_json(w, g);
    json_end(w, '}');
    json_end(w, '}');
}

void digests_json(struct json_writer *w, const struct campaign *c, const char *const *input_digests,
                  uint32_t input_count) {
    uint32_t k;
    json_key(w, "empreintes");
    json_begin(w, '{');
    json_field(w, "configuration", c->digest);
    json_field(w, "cles", c->keys ? c->keys->sha256 : NULL);
    json_field(w, "verrou", c->lock ? c->lock->sha256 : NULL);
    json_key(w, "dossiers");
    json_begin(w, '[');
    for (k = 0; k < input_count; k++) json_string(w, input_digests[k]);
    json_end(w, ']');
    json_key(w, "plugins");
    json_begin(w, '[');
    for (k = 0; k < c->plugin_count; k++) {
        const struct plugin *p = c->plugins[k].plugin;
        json_begin(w, '{');
        json_field(w, "id", p->manifest->id);
        json_field(w, "version", p->manifest->version);
        json_field(w, "sha256", p->sha256);
        json_end(w, '}');
    }
    json_end(w, ']');
    json_end(w, '}');
}
