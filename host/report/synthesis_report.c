/* SPDX-License-Identifier: MIT */
#include "host/report/synthesis_report.h"

#include <string.h>

static uint32_t judged(const struct indicator_synthesis *row) { return row->reached + row->missed; }

static bool concerns_somebody(const struct indicator_synthesis *row) {
    return judged(row) + row->unknown + row->failed > 0;
}

/* Pooled values are ratios and growths: rates, or numbers. */
static void value_cell(struct follow_document *out, struct follow_table *t, bool there, struct caqes_fraction value,
                       const char *unit) {
    bool rate = strcmp(unit, "rate") == 0 || strcmp(unit, "growth") == 0;
    if (there) {
        follow_value(out, t, rate ? FOLLOW_RATE : FOLLOW_SCORE, value);
    } else {
        follow_nothing(out, t);
    }
}

static void add_row(struct follow_document *out, struct follow_table *t, const struct indicator_synthesis *row) {
    struct caqes_fraction whole;
    bool pooled = synthesis_value(row, &whole), bounded = row->measured > 0 && row->pooled;
    const char *unit = row->indicator->unit;
    follow_text(out, t, row->indicator->label);
    follow_count(out, t, row->reached);
    follow_count(out, t, row->missed);
    follow_count(out, t, row->none);
    follow_count(out, t, row->unknown);
    follow_count(out, t, row->failed);
    follow_count(out, t, row->measured);
    value_cell(out, t, pooled, whole, unit);
    value_cell(out, t, bounded, row->least, unit);
    value_cell(out, t, bounded, row->most, unit);
}

static struct follow_table *volet_table(struct follow_document *out, const struct model_volet *volet) {
    static const char *const counts[] = {"atteint", "non atteint", "sans objet", "non connu", "en erreur", "mesurés"};
    static const char *const values[] = {"ensemble", "minimum", "maximum"};
    struct follow_table *t = follow_add(out, volet->code, volet->label, NULL);
    uint32_t k;
    follow_column(t, "Indicateur", FOLLOW_TEXT);
    for (k = 0; k < sizeof counts / sizeof *counts; k++) follow_column(t, counts[k], FOLLOW_COUNT);
    for (k = 0; k < sizeof values / sizeof *values; k++) follow_column(t, values[k], FOLLOW_RATE);
    return t;
}

void synthesis_tables(const struct synthesis *s, const char *who, struct follow_document *out) {
    const struct model_volet *volet = NULL;
    struct follow_table *t = NULL;
    uint32_t k;
    out->format = "caqes-synthese";
    out->title = arena_format(
        out->arena, "Synthèse des indicateurs nationaux, exercice %u : %u établissement%s%s%s%s", s->campaign->year,
        s->establishments, s->establishments > 1 ? "s" : "", who ? ", " : "", who ? who : "",
        s->refused ? arena_format(out->arena, " ; dossiers refusés, qui n'y sont pas : %u", s->refused) : "");
    for (k = 0; k < s->row_count; k++) {
        if (!concerns_somebody(&s->rows[k])) continue;
        if (s->rows[k].volet != volet) {
            volet = s->rows[k].volet;
            t = volet_table(out, volet);
        }
        add_row(out, t, &s->rows[k]);
    }
}

static void value_json(struct json_writer *w, const char *key, struct caqes_fraction value) {
    json_key(w, key);
    json_fraction(w, value);
}

static void row_json(struct json_writer *w, const struct indicator_synthesis *row) {
    struct caqes_fraction whole;
    json_begin(w, '{');
    json_field(w, "volet", row->volet->code);
    json_field(w, "code", row->indicator->code);
    json_field(w, "libelle", row->indicator->label);
    json_field(w, "article", row->indicator->article);
    json_field_integer(w, "atteint", row->reached);
    json_field_integer(w, "non_atteint", row->missed);
    json_field_integer(w, "sans_objet", row->none);
    json_field_integer(w, "inconnu", row->unknown);
    json_field_integer(w, "erreur", row->failed);
    json_field_integer(w, "mesures", row->measured);
    if (synthesis_value(row, &whole)) value_json(w, "ensemble", whole);
    if (row->measured > 0 && row->pooled) {
        value_json(w, "minimum", row->least);
        value_json(w, "maximum", row->most);
    }
    json_end(w, '}');
}

void synthesis_json(struct json_writer *w, const struct synthesis *s, const char *who) {
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-synthese");
    json_field_integer(w, "version", 1);
    json_field(w, "campagne", s->campaign->name);
    json_field_integer(w, "exercice", s->campaign->year);
    if (who) json_field(w, "selection", who);
    json_field_integer(w, "etablissements", s->establishments);
    json_field_integer(w, "dossiers_refuses", s->refused);
    json_key(w, "indicateurs");
    json_begin(w, '[');
    for (k = 0; k < s->row_count; k++)
        if (concerns_somebody(&s->rows[k])) row_json(w, &s->rows[k]);
    json_end(w, ']');
    json_end(w, '}');
    json_end_line(w);
}
