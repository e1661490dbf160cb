/* SPDX-License-Identifier: MIT */
#include "host/report/synthesis_report.h"

#include "host/base/text.h"
#include "host/report/display.h"
#include "host/report/wrap.h"

enum { LABEL = 60 };

static uint32_t judged(const struct indicator_synthesis *row) { return row->reached + row->missed; }

static bool concerns_somebody(const struct indicator_synthesis *row) {
    return judged(row) + row->unknown + row->failed > 0;
}

/* A label that fits its column: what tells two long ones apart is at their ends. */
static const char *shortened(const char *label, struct arena *arena) {
    size_t columns = text_columns(label), tail = LABEL / 2 - 1, head = LABEL - 1 - tail;
    if (columns <= LABEL) return label;
    return arena_format(arena, "%.*s…%s", (int)text_prefix(label, head), label,
                        label + text_prefix(label, columns - tail));
}

static void print_value(FILE *stream, bool there, struct caqes_fraction value, const char *unit) {
    char text[DISPLAY_MAX] = "—";
    if (there) display_value(value, unit, text);
    print_right(stream, text, 15);
}

static void print_row(FILE *stream, const struct indicator_synthesis *row, struct arena *arena) {
    struct caqes_fraction whole;
    bool pooled = synthesis_value(row, &whole);
    const char *unit = row->indicator->unit;
    fputs("  ", stream);
    print_left(stream, shortened(row->indicator->label, arena), LABEL);
    fprintf(stream, "%8u%12u%11u%10u%10u%8u", row->reached, row->missed, row->none, row->unknown, row->failed,
            row->measured);
    print_value(stream, pooled, whole, unit);
    print_value(stream, row->measured > 0 && row->pooled, row->least, unit);
    print_value(stream, row->measured > 0 && row->pooled, row->most, unit);
    fputc('\n', stream);
}

void synthesis_table(FILE *stream, const struct synthesis *s, const char *who, struct arena *arena) {
    const struct model_volet *volet = NULL;
    uint32_t k;
    fprintf(stream, "Synthèse des indicateurs nationaux, exercice %u : %u établissement%s", s->campaign->year,
            s->establishments, s->establishments > 1 ? "s" : "");
    fprintf(stream, who ? ", %s\n" : "\n", who);
    if (s->refused) fprintf(stream, "  dossiers refusés, qui n'y sont pas : %u\n", s->refused);
    for (k = 0; k < s->row_count; k++) {
        if (!concerns_somebody(&s->rows[k])) continue;
        if (s->rows[k].volet != volet) {
            volet = s->rows[k].volet;
            fputc('\n', stream);
            print_left(stream, volet->label, LABEL + 2);
            fputs(" atteint non atteint sans objet non connu en erreur mesurés", stream);
            print_right(stream, "ensemble", 15);
            print_right(stream, "minimum", 15);
            print_right(stream, "maximum", 15);
            fputc('\n', stream);
        }
        print_row(stream, &s->rows[k], arena);
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
