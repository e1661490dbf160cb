/* SPDX-License-Identifier: MIT
 *
 * A specimen as a dossier, in one line, so that an author can run it again: caqes evaluate, in a campaign of the
 * plugin. */
#include "host/check/specimen.h"
#include "host/report/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* "-0.05": a number with all its decimals, exactly. */
static const char *decimal(int64_t value, unsigned decimals, struct arena *arena) {
    uint64_t size = value < 0 ? UINT64_C(0) - (uint64_t)value : (uint64_t)value, power = 1;
    unsigned k;
    for (k = 0; k < decimals; k++) power *= 10;
    if (decimals == 0) return arena_format(arena, "%" PRId64, value);
    return arena_format(arena, "%s%" PRIu64 ".%0*" PRIu64, value < 0 ? "-" : "", size / power, (int)decimals,
                        size % power);
}

/* The words of dossiers, by presence. */
static const char *const presence_words[] = {[CAQES_ABSENT] = "absent",
                                             [CAQES_NULL] = "null",
                                             [CAQES_NON_SOUMIS] = "\"non_soumis\"",
                                             [CAQES_NON_REPONDANT] = "\"non_repondant\"",
                                             [CAQES_NON_VALIDE] = "\"NV\"",
                                             [CAQES_DONNEES_INSUFFISANTES] = "\"DI\"",
                                             [CAQES_INVALID] = "\"?\""};

const char *specimen_value(const struct value_spec *spec, uint8_t presence, int64_t value, struct arena *arena) {
    if (presence != CAQES_PRESENT) return presence <= CAQES_INVALID ? presence_words[presence] : "?";
    if (spec->type == TYPE_YES_NO) return value ? "\"oui\"" : "\"non\"";
    if (spec->type == TYPE_CLASS)
        return value >= 0 && (uint64_t)value < spec->class_count ? arena_format(arena, "\"%s\"", spec->classes[value])
                                                                 : "?";
    return decimal(value, spec->decimals, arena);
}

static void write_slot(struct json_writer *w, const char *key, const struct specimen *s, uint32_t slot,
                       const struct manifest *m, struct arena *arena) {
    if (s->presences[slot] == CAQES_ABSENT || m->slots[slot]->type == TYPE_CURVE) return;
    json_data_key(w, key);
    json_token(w, specimen_value(m->slots[slot], s->presences[slot], s->values[slot], arena));
}

/* Parameters of one section of the contract: "cible.CODE", "coefficient.CODE", or those declared. */
static void write_terms(struct json_writer *w, const char *section, const char *prefix, const struct specimen *s,
                        const struct manifest *m, struct arena *arena) {
    size_t length = strlen(prefix);
    uint32_t i;
    json_key(w, section);
    json_begin(w, '{');
    for (i = 0; i < m->parameter_count; i++) {
        const struct manifest_parameter *p = &m->parameters[i];
        bool own = i < m->declared_parameter_count ? length == 0 : length > 0 && !strncmp(p->spec.name, prefix, length);
        if (own && (p->set_by & SET_BY_CONTRACT)) write_slot(w, p->spec.name + length, s, m->input_count + i, m, arena);
    }
    json_end(w, '}');
}

/* The plan of actions: one, of the same weight and progress. */
static void write_plan(struct json_writer *w, const char *volet, const struct specimen *s, struct arena *arena) {
    if (s->plan_weight <= 0) return;
    json_key(w, "plan_actions");
    json_begin(w, '{');
    json_data_key(w, volet);
    json_begin(w, '[');
    json_begin(w, '{');
    json_field(w, "action", "action");
    json_key(w, "poids");
    json_token(w, decimal(s->plan_weight, 6, arena));
    json_key(w, "avancement");
    json_token(w, decimal((int64_t)((caqes_int128)s->plan_progress * 1000000 / s->plan_weight), 6, arena));
    json_end(w, '}');
    json_end(w, ']');
    json_end(w, '}');
}

/* Products with a rate of their own: one, with the rate of all. */
static void write_products(struct json_writer *w, const struct specimen *s, struct arena *arena) {
    if (s->products <= 0) return;
    json_key(w, "produits");
    json_begin(w, '[');
    json_begin(w, '{');
    json_field(w, "ucd", "9261110");
    json_key(w, "taux");
    json_token(w, decimal(s->products_cut / s->products, 6, arena));
    json_key(w, "rembourse");
    json_token(w, decimal(s->products, 2, arena));
    json_end(w, '}');
    json_end(w, ']');
}

/* The socle is in every contract. */
static void write_socle(struct json_writer *w, const struct bench *b, struct arena *arena) {
    json_key(w, "socle");
    json_begin(w, '{');
    json_field(w, "signature", arena_format(arena, "%u-12-20", b->campaign->year - 1));
    json_end(w, '}');
}

static void write_contract(struct json_writer *w, const struct bench *b, const char *volet, const struct specimen *s,
                           struct arena *arena) {
    const struct manifest *m = b->manifest;
    json_key(w, "contrat");
    json_begin(w, '{');
    if (strcmp(volet, "socle") != 0) write_socle(w, b, arena);
    json_data_key(w, volet);
    json_begin(w, '{');
    json_field(w, "signature", arena_format(arena, "%u-12-20", b->campaign->year - 1));
    if (s->refused) json_field(w, "refus", "oui");
    write_terms(w, "cibles", "cible.", s, m, arena);
    write_terms(w, "coefficients", "coefficient.", s, m, arena);
    write_terms(w, "parametres", "", s, m, arena);
    write_products(w, s, arena);
    json_end(w, '}');
    json_end(w, '}');
}

static void write_establishment(struct json_writer *w, const struct model *m) {
    uint32_t k;
    json_key(w, "etablissement");
    json_begin(w, '{');
    json_field(w, "finess", "990000012");
    json_field(w, "niveau", "EJ");
    json_field(w, "nom", "Dossier du vérificateur");
    json_field(w, "statut", m->statuts[0]);
    json_key(w, "champs");
    json_begin(w, '[');
    for (k = 0; k < m->champ_count; k++) json_string(w, m->champs[k]);
    json_end(w, ']');
    json_end(w, '}');
}

const char *specimen_dossier(const struct bench *b, const struct specimen *s, struct arena *arena) {
    const struct manifest *m = b->manifest;
    const char *volet = m->volet ? m->volet : m->obligation_count ? m->obligations[0].volet : "socle", *line;
    struct json_writer w = {0};
    uint32_t i;
    json_begin(&w, '{');
    json_field(&w, "format", "caqes-dossier");
    json_field_integer(&w, "version", 1);
    json_field_integer(&w, "exercice", b->campaign->year);
    write_establishment(&w, b->campaign->model);
    write_contract(&w, b, volet, s, arena);
    write_plan(&w, volet, s, arena);
    json_key(&w, "donnees");
    json_begin(&w, '{');
    for (i = 0; i < m->input_count; i++) write_slot(&w, m->slots[i]->name, s, i, m, arena);
    json_end(&w, '}');
    json_end(&w, '}');
    line = arena_copy(arena, w.bytes, w.length);
    json_free(&w);
    return line;
}
