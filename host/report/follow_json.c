/* SPDX-License-Identifier: MIT */
#include "host/base/text.h"
#include "host/report/follow_report.h"
#include "host/report/json_writer.h"

static const char *kind_code(enum follow_kind kind) {
    switch (kind) {
    case FOLLOW_COUNT: return "nombre";
    case FOLLOW_EUROS: return "centimes";
    case FOLLOW_SHARE:
    case FOLLOW_RATE: return "part";
    case FOLLOW_SCORE: return "points";
    default: return "texte";
    }
}

static void cell_json(struct json_writer *w, const struct follow_cell *c) {
    char text[48];
    switch (c->kind) {
    case FOLLOW_NOTHING: json_string(w, NULL); break;
    case FOLLOW_HIDDEN: json_string(w, "masque"); break;
    case FOLLOW_TEXT: json_string(w, c->text); break;
    case FOLLOW_COUNT:
    case FOLLOW_EUROS:
        int128_text(c->value.num, text);
        json_token(w, text);
        break;
    case FOLLOW_SHARE:
    case FOLLOW_RATE:
    case FOLLOW_SCORE: json_fraction(w, c->value); break;
    }
}

static void table_json(struct json_writer *w, const struct follow_table *t) {
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "code", t->code);
    json_field(w, "titre", t->title);
    if (t->source) json_field(w, "source", t->source);
    json_key(w, "colonnes");
    json_begin(w, '[');
    for (k = 0; k < t->column_count; k++) {
        json_begin(w, '{');
        json_field(w, "titre", t->columns[k].title);
        json_field(w, "unite", kind_code(t->columns[k].kind));
        json_end(w, '}');
    }
    json_end(w, ']');
    json_key(w, "lignes");
    json_begin(w, '[');
    for (k = 0; k < t->cell_count; k++) {
        if (k % t->column_count == 0) json_begin(w, '[');
        cell_json(w, &t->cells[k]);
        if (k % t->column_count == t->column_count - 1) json_end(w, ']');
    }
    json_end(w, ']');
    json_key(w, "total");
    json_bool(w, t->has_total);
    json_key(w, "notes");
    json_begin(w, '[');
    for (k = 0; k < t->note_count; k++) json_string(w, t->notes[k]);
    json_end(w, ']');
    json_end(w, '}');
}

bool follow_report_json(FILE *stream, const struct follow_document *d) {
    struct json_writer w = {.pretty = true};
    uint32_t i;
    json_begin(&w, '{');
    json_field(&w, "format", d->format);
    json_field_integer(&w, "version", FOLLOW_JSON_VERSION);
    json_field(&w, "titre", d->title);
    json_key(&w, "tableaux");
    json_begin(&w, '[');
    for (i = 0; i < d->table_count; i++) table_json(&w, d->tables[i]);
    json_end(&w, ']');
    json_end(&w, '}');
    json_end_line(&w);
    json_flush(&w, stream);
    json_free(&w);
    return true;
}
