/* SPDX-License-Identifier: MIT */
#include "host/report/json_writer.h"
#include "host/simulate/report.h"

static void axis_json(struct json_writer *w, const struct simulation *s, const struct axis *x, struct arena *arena) {
    const struct campaign *c = s->campaign;
    const struct model_volet *volet = &c->model->volets[x->volet];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "nom", x->name);
    if (x->kind == AXIS_CEILING) {
        json_field(w, "volet", volet->code);
        json_field(w, "nature", volet->natures[x->nature].code);
        json_field_integer(w, "plafond", x->ceiling + 1);
    } else {
        const struct manifest *m = c->plugins[x->plugin].plugin->manifest;
        json_field(w, "plugin", m->id);
        json_field(w, "parametre", m->slots[x->slot]->name);
        if (x->kind == AXIS_THRESHOLD) json_field_integer(w, "seuil", x->point + 1);
        if (x->kind == AXIS_RESULT) json_field_integer(w, "resultat", x->point + 1);
        json_key(w, "prevaut");
        json_bool(w, x->prevails);
    }
    json_key(w, "valeurs");
    json_begin(w, '[');
    for (k = 0; k < x->count; k++) json_string(w, axis_plain(s->scenarios, x, k, arena));
    json_end(w, ']');
    json_end(w, '}');
}

static void head_json(struct json_writer *w, const struct simulation *s, struct arena *arena) {
    const struct scenarios *x = s->scenarios;
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-simulation");
    json_field_integer(w, "version", SIMULATION_JSON_VERSION);
    json_field(w, "nom", x->name);
    json_field(w, "campagne", s->campaign->name);
    json_field_integer(w, "exercice", s->campaign->year);
    json_field(w, "empreinte_configuration", s->campaign->digest);
    json_field(w, "empreinte_scenarios", x->sha256);
    json_field_integer(w, "etablissements", (int64_t)s->establishments);
    json_field_integer(w, "dossiers_refuses", s->refused);
    json_field_integer(w, "scenarios", x->count);
    json_key(w, "graine");
    if (x->drawn) {
        json_integer(w, x->seed);
    } else {
        json_string(w, NULL);
    }
    json_key(w, "parametres");
    json_begin(w, '[');
    for (k = 0; k < x->axis_count; k++) axis_json(w, s, &x->axes[k], arena);
    json_end(w, ']');
    json_end(w, '}');
    json_end_line(w);
}

static void values_json(struct json_writer *w, const struct scenarios *x, uint32_t scenario, struct arena *arena) {
    uint32_t k;
    json_key(w, "valeurs");
    json_begin(w, '[');
    for (k = 0; k < x->axis_count; k++)
        json_string(w, axis_plain(x, &x->axes[k], scenario_choice(x, scenario, k), arena));
    json_end(w, ']');
}

static void changes_json(struct json_writer *w, const struct simulated *r) {
    uint32_t k;
    json_key(w, "changements");
    json_begin(w, '[');
    for (k = 0; k < r->change_count; k++) {
        json_begin(w, '{');
        json_field(w, "finess", r->changes[k].record->finess);
        json_field(w, "de", side_code(r->changes[k].from));
        json_field(w, "vers", side_code(r->changes[k].to));
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void statuts_json(struct json_writer *w, const struct simulation *s, const struct simulated *r) {
    uint32_t k;
    json_key(w, "statuts");
    json_begin(w, '[');
    for (k = 0; k < s->campaign->model->statut_count; k++) {
        json_begin(w, '{');
        json_field(w, "statut", s->campaign->model->statuts[k]);
        summary_json(w, &r->statuts[k]);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void result_json(struct json_writer *w, const struct simulation *s, uint32_t result, struct arena *arena) {
    const struct simulated *r = &s->results[result];
    struct run_summary sum = r->sum;
    uint32_t p;
    sum.refused = s->refused;
    json_begin(w, '{');
    json_field_integer(w, "scenario", result);
    if (result > 0) values_json(w, s->scenarios, result - 1, arena);
    summary_json(w, &sum);
    statuts_json(w, s, r);
    json_field_integer(w, "nombre_sanctions", (int64_t)r->sanctions);
    json_field_integer(w, "volets_incomplets", (int64_t)r->incomplete);
    json_field_integer(w, "volets_en_erreur", (int64_t)r->in_error);
    json_key(w, "plugins_ecartes");
    json_begin(w, '[');
    for (p = 0; p < s->campaign->plugin_count; p++)
        if (r->set_aside >> p & 1U) json_string(w, s->campaign->plugins[p].plugin->manifest->id);
    json_end(w, ']');
    changes_json(w, r);
    json_end(w, '}');
    json_end_line(w);
}

void simulation_json(FILE *stream, const struct simulation *s, struct arena *arena) {
    struct json_writer w = {.bytes = NULL};
    uint32_t i;
    head_json(&w, s, arena);
    for (i = 0; i <= s->scenarios->count; i++) {
        result_json(&w, s, i, arena);
        json_flush(&w, stream);
    }
    json_free(&w);
}
