/* SPDX-License-Identifier: MIT
 *
 * config_json.c: a campaign as JSON, format "caqes-config" version 1. Numbers that must be exact are
 * texts, written as a configuration writes them. */
#include "host/cli/config_view.h"

#include "host/campaign/value.h"
#include "host/plugin/curve_shape.h"
#include "host/report/json_writer.h"

/* ---- Values ---- */

static void json_curve(struct json_writer *w, const struct campaign *c, const struct caqes_curve *curve) {
    char number[VALUE_TEXT];
    uint32_t i;
    json_begin(w, '[');
    for (i = 0; i < curve->count; i++) {
        const struct caqes_point *p = &c->points[curve->first + i];
        json_begin(w, '[');
        value_number_text(p->x, 6, number);
        json_string(w, curve->kind != CAQES_CURVE_LINEAR && i + 1 == curve->count ? CURVE_REST : number);
        value_number_text(p->y, 6, number);
        json_string(w, number);
        json_end(w, ']');
    }
    json_end(w, ']');
}

static void json_value(struct json_writer *w, const struct config_view *v, const struct value_spec *spec, int64_t value,
                       uint8_t presence) {
    json_key(w, "valeur");
    if (presence != CAQES_PRESENT) {
        json_string(w, NULL);
    } else if (spec->type == TYPE_CURVE) {
        json_curve(w, v->campaign, &v->campaign->curves[value]);
    } else if (spec->type == TYPE_INTEGER) {
        json_integer(w, value);
    } else {
        json_string(w, value_text(spec, value, v->arena));
    }
}

static void json_set_by(struct json_writer *w, uint32_t set_by) {
    static const char *const names[] = {"national", "region", "contrat"};
    uint32_t i;
    json_key(w, "fixe_par");
    json_begin(w, '[');
    for (i = 0; i < 3; i++)
        if (set_by >> i & 1U) json_string(w, names[i]);
    json_end(w, ']');
}

static void json_origin(struct json_writer *w, const struct origin *o, bool gated) {
    static const char *const levels[] = {
        [ORIGIN_NONE] = "aucun",    [ORIGIN_MANIFEST] = "manifeste", [ORIGIN_NATIONAL] = "national",
        [ORIGIN_REGION] = "region", [ORIGIN_RULE] = "regle",         [ORIGIN_CONTRACT] = "contrat"};
    json_key(w, "origine");
    json_begin(w, '{');
    json_field(w, "niveau", levels[o->level]);
    if (o->file) {
        json_field(w, "fichier", o->file);
        json_field_integer(w, "ligne", o->line);
    }
    if (o->source) json_field(w, "source", o->source);
    if (gated) {
        json_key(w, "hors_champs");
        json_bool(w, true);
    }
    json_end(w, '}');
}

/* ---- Plugins ---- */

static void json_plugin(struct json_writer *w, const struct config_view *v, uint32_t plugin) {
    const struct campaign_plugin *p = &v->campaign->plugins[plugin];
    const struct manifest *m = p->plugin->manifest;
    struct config_row row = config_row_of(v, plugin);
    uint32_t i;
    json_begin(w, '{');
    json_field(w, "id", m->id);
    json_field(w, "version", m->version);
    json_field(w, "fichier", p->plugin->file);
    json_field_integer(w, "ligne", p->line);
    json_key(w, "par_defaut");
    json_bool(w, p->by_default);
    if (v->record) {
        json_key(w, "applique");
        json_bool(w, v->assigned >> plugin & 1U);
    }
    if (p->refusal) json_field(w, "refus", p->refusal);
    if (p->signer) {
        json_key(w, "signature");
        json_begin(w, '{');
        json_field(w, "cle", p->signer->id);
        json_field(w, "nom", p->signer->name);
        json_field(w, "portee", p->signer->national ? "nationale" : "regionale");
        json_end(w, '}');
    }
    json_key(w, "parametres");
    json_begin(w, '[');
    for (i = 0; i < m->parameter_count && !p->refusal; i++) {
        uint32_t slot = m->input_count + i;
        json_begin(w, '{');
        json_field(w, "nom", m->parameters[i].spec.name);
        json_field(w, "libelle", m->parameters[i].spec.label);
        json_value(w, v, &m->parameters[i].spec, row.values[slot], row.presences[slot]);
        json_field(w, "unite", m->parameters[i].spec.unit);
        json_set_by(w, m->parameters[i].set_by);
        json_origin(w, &row.origins[slot], config_is_gated(v, plugin, slot, &row.origins[slot]));
        json_end(w, '}');
    }
    json_end(w, ']');
    json_end(w, '}');
}

/* ---- Rules ---- */

static void json_names(struct json_writer *w, const char *key, const char *const *names, uint32_t bits) {
    uint32_t i;
    if (!bits) return;
    json_key(w, key);
    json_begin(w, '[');
    for (i = 0; bits >> i; i++)
        if (bits >> i & 1U) json_string(w, names[i]);
    json_end(w, ']');
}

static void json_when(struct json_writer *w, const struct config_view *v, const struct rule *rule) {
    const struct model *m = v->campaign->model;
    uint32_t i;
    json_key(w, "quand");
    json_begin(w, '{');
    json_names(w, "champs", m->champs, rule->champs);
    json_names(w, "champs_seulement", m->champs, rule->champs_only);
    json_names(w, "statuts", m->statuts, rule->statuts);
    if (rule->finess_count) {
        json_key(w, "finess");
        json_begin(w, '[');
        for (i = 0; i < rule->finess_count; i++) json_string(w, rule->finess[i]);
        json_end(w, ']');
    }
    json_end(w, '}');
}

static void json_rule(struct json_writer *w, const struct config_view *v, uint32_t index) {
    const struct rule *rule = &v->campaign->rules[index];
    const char *ids[CAMPAIGN_MAX_PLUGINS];
    uint32_t i;
    for (i = 0; i < v->campaign->plugin_count; i++) ids[i] = v->campaign->plugins[i].plugin->manifest->id;
    json_begin(w, '{');
    json_field_integer(w, "ligne", rule->line);
    json_when(w, v, rule);
    if (v->record) {
        json_key(w, "applique");
        json_bool(w, v->match >> index & 1U);
    }
    json_names(w, "ajoute", ids, rule->add);
    json_names(w, "retire", ids, rule->remove);
    json_key(w, "parametres");
    json_begin(w, '[');
    for (i = 0; i < rule->override_count; i++) {
        const struct rule_override *o = &rule->overrides[i];
        const struct value_spec *spec = v->campaign->plugins[o->plugin].plugin->manifest->slots[o->slot];
        json_begin(w, '{');
        json_field(w, "plugin", ids[o->plugin]);
        json_field(w, "nom", spec->name);
        json_value(w, v, spec, o->value, CAQES_PRESENT);
        json_field_integer(w, "ligne", o->origin.line);
        json_end(w, '}');
    }
    json_end(w, ']');
    json_end(w, '}');
}

/* ---- The whole ---- */

static void json_head(struct json_writer *w, const struct config_view *v) {
    const struct campaign *c = v->campaign;
    char date[16];
    uint32_t i;
    json_field(w, "format", "caqes-config");
    json_field_integer(w, "version", 1);
    json_field(w, "fichier", c->file);
    json_field(w, "nom", c->name);
    json_field(w, "region", c->region);
    json_field_integer(w, "exercice", c->year);
    snprintf(date, sizeof date, "%04u-%02u-%02u", c->evaluation_date / 10000 % 10000, c->evaluation_date / 100 % 100,
             c->evaluation_date % 100);
    json_field(w, "date_evaluation", date);
    json_field(w, "modele", c->model->code);
    json_field(w, "empreinte", c->digest);
    json_field(w, "cles", c->keys ? c->keys->sha256 : NULL);
    json_field(w, "verrou", c->lock ? c->lock->sha256 : NULL);
    json_key(w, "fichiers");
    json_begin(w, '[');
    for (i = 0; i < c->file_count; i++) json_string(w, c->files[i]);
    json_end(w, ']');
    if (v->record) json_field(w, "finess", v->record->finess);
}

static void json_conventions(struct json_writer *w, const struct campaign *c) {
    uint32_t i;
    json_key(w, "donnee_absente");
    json_begin(w, '{');
    for (i = 0; i < c->model->volet_count; i++)
        json_field(w, c->model->volets[i].code, c->missing_counts_zero[i] ? "zero" : "incomplet");
    json_end(w, '}');
    json_field(w, "portee_plafond", c->model->ceiling_over_contract ? "contrat" : "volet");
    json_key(w, "suspensions");
    json_begin(w, '{');
    for (i = 0; i < c->model->volet_count; i++)
        if (c->suspended[i]) json_field(w, c->model->volets[i].code, c->suspended[i]);
    json_end(w, '}');
}

void config_print_json(FILE *stream, const struct config_view *v) {
    struct json_writer w = {.pretty = true};
    uint32_t i;
    json_begin(&w, '{');
    json_head(&w, v);
    json_key(&w, "plugins");
    json_begin(&w, '[');
    for (i = 0; i < v->campaign->plugin_count; i++) json_plugin(&w, v, i);
    json_end(&w, ']');
    json_key(&w, "affectations");
    json_begin(&w, '[');
    for (i = 0; i < v->campaign->rule_count; i++) json_rule(&w, v, i);
    json_end(&w, ']');
    json_conventions(&w, v->campaign);
    json_end(&w, '}');
    json_end_line(&w);
    json_flush(&w, stream);
    json_free(&w);
}
