/* SPDX-License-Identifier: MIT */
#include "host/report/target_json.h"

#include "host/report/explanation_json.h"
#include "host/report/grid_json.h"
#include "host/report/target_view.h"

static void facts_json(struct json_writer *w, const struct targeting *t, const struct volet_targeting *v,
                       const struct ground_view *g) {
    uint32_t k;
    json_key(w, "constats");
    json_begin(w, '[');
    for (k = 0; k < g->fact_count; k++) {
        const struct ground_fact *f = &g->facts[k];
        json_begin(w, '{');
        json_field(w, "code", f->output->code);
        json_field(w, "libelle", f->output->label);
        if (f->output->unit) json_field(w, "unite", f->output->unit);
        json_key(w, "valeur");
        json_fraction(w, f->value);
        json_field(w, "affichage", fact_text(t, v, f));
        if (f->has_limit) {
            json_key(w, "seuil");
            json_fraction(w, f->limit);
            json_field(w, "seuil_affichage", limit_text(t, v, f));
        }
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void data_json(struct json_writer *w, const struct targeting *t, const struct volet_targeting *v,
                      const struct ground_view *g) {
    uint32_t k;
    json_key(w, "donnees");
    json_begin(w, '[');
    for (k = 0; k < g->input_count; k++) {
        json_begin(w, '{');
        json_field(w, "nom", v->manifest->slots[g->inputs[k]]->name);
        json_field(w, "affichage", datum_text(t, v, g->inputs[k]));
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void groups_json(struct json_writer *w, const struct targeting *t, const struct volet_targeting *v,
                        const struct ground_view *g) {
    uint32_t k;
    if (g->aggregate_count == 0) return;
    json_key(w, "groupes");
    json_begin(w, '[');
    for (k = 0; k < g->aggregate_count; k++) {
        const struct value_spec *spec = v->manifest->slots[g->aggregates[k]];
        const struct population_value *value = group_of(v, g->aggregates[k]);
        json_begin(w, '{');
        json_field(w, "nom", spec->name);
        json_field(w, "libelle", spec->label);
        if (value->presence == CAQES_PRESENT) {
            json_key(w, "valeur");
            json_fraction(w, caqes_fraction_of(value->value, caqes_power_of_ten(spec->decimals)));
        }
        json_field_integer(w, "etablissements", value->establishments);
        json_key(w, "toutes_regions");
        json_bool(w, value->all_regions);
        json_field(w, "affichage", group_text(t, v, g->aggregates[k]));
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void opens_json(struct json_writer *w, uint32_t opens) {
    json_key(w, "ouvre");
    json_begin(w, '[');
    if (opens & OPENS_VOLET) json_string(w, "volet");
    if (opens & OPENS_MSAP) json_string(w, "msap");
    json_end(w, ']');
}

static void ground_json(struct json_writer *w, const struct targeting *t, const struct volet_targeting *v,
                        const struct ground_view *g) {
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "code", g->output->code);
    json_field(w, "libelle", g->output->label);
    json_field(w, "article", g->output->article);
    opens_json(w, g->output->opens);
    json_field(w, "resultat", code_of_ground(g));
    if (g->not_subject) {
        json_key(w, "non_soumis");
        json_bool(w, true);
    }
    facts_json(w, t, v, g);
    data_json(w, t, v, g);
    groups_json(w, t, v, g);
    if (g->missing_count > 0) {
        json_key(w, "manque");
        json_begin(w, '[');
        for (k = 0; k < g->missing_count; k++) json_string(w, v->manifest->slots[g->missing[k]]->name);
        json_end(w, ']');
    }
    json_field_integer(w, "etape", g->step);
    json_end(w, '}');
}

static void volet_json(struct json_writer *w, const struct targeting *t, const struct volet_targeting *v,
                       bool explained) {
    const struct model_volet *volet = &t->batch->campaign->model->volets[v->volet];
    uint32_t priority = t->batch->records[t->record].contract[v->volet].priority, count, k;
    const struct ground_view *views;
    json_begin(w, '{');
    json_field(w, "volet", volet->code);
    json_field(w, "libelle", volet->label);
    if (priority > 0) json_field_integer(w, "priorite", priority);
    json_field(w, "decision", code_of_targeting(v->volet_decision));
    if (v->has_msap) json_field(w, "decision_msap", code_of_targeting(v->msap_decision));
    if (v->reason) json_field(w, "raison", v->reason);
    json_key(w, "motifs");
    json_begin(w, '[');
    count = target_view(t, v, &views);
    for (k = 0; k < count; k++) ground_json(w, t, v, &views[k]);
    json_end(w, ']');
    if (explained && v->explanation) {
        json_key(w, "etapes");
        explanation_json(w, v->manifest, v->explanation, v->explanation->outputs, v->manifest->targeting_count,
                         t->batch->arena);
    }
    json_end(w, '}');
}

void target_json(struct json_writer *w, const struct targeting *t, bool explained) {
    const struct record *r = &t->batch->records[t->record];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-ciblage");
    json_field_integer(w, "version", TARGET_JSON_VERSION);
    json_field_integer(w, "exercice", r->year);
    establishment_json(w, r, t->batch->campaign->model);
    json_key(w, "volets");
    json_begin(w, '[');
    for (k = 0; k < t->volet_count; k++) volet_json(w, t, &t->volets[k], explained);
    json_end(w, ']');
    if (t->notice_count > 0) {
        json_key(w, "avertissements");
        json_begin(w, '[');
        for (k = 0; k < t->notice_count; k++) json_string(w, t->notices[k]);
        json_end(w, ']');
    }
    json_end(w, '}');
}
