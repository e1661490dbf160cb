/* SPDX-License-Identifier: MIT */
#include "host/cases/case_dossier.h"

#include "host/cases/case_value.h"
#include "host/report/json_writer.h"

#include <stdlib.h>
#include <string.h>

#define ABSENT "absent"

enum volet_answer { NO_CONTRACT, SIGNED, REFUSED };

/* The dossier of one row, being written. */
struct writer {
    struct case_sheet *sheet;
    struct csv_row *row;
    struct arena *arena;
    struct json_writer json;
    struct case_span *spans; /* grows */
    uint32_t span_count, span_capacity;
    enum volet_answer volets[MODEL_MAX_VOLETS];
    bool refusal_expected; /* cells that say nothing sensible go to the reader as they are */
};

/* ---- Cells --------------------------------------------------------------------------------------- */

static bool is_absent(const struct csv_cell *cell) { return case_same_word(cell->text, ABSENT); }

/* The cell of a column of the row or of its base, by kind; NULL when there is none. */
static struct csv_cell *find_cell(const struct writer *w, enum case_kind kind, uint32_t volet) {
    int32_t column = case_column_of(w->sheet, kind, volet);
    return column < 0 ? NULL : case_given(w->sheet, w->row, (uint32_t)column);
}

static void add_span(struct writer *w, size_t start, struct csv_cell *cell) {
    if (w->span_count == w->span_capacity) {
        w->span_capacity = w->span_capacity ? w->span_capacity * 2 : 64;
        w->spans = memory_grow(w->spans, w->span_capacity, sizeof *w->spans);
    }
    w->spans[w->span_count++] = (struct case_span){start, w->json.length, cell};
}

static void text_member(struct writer *w, const char *key, const char *text, struct csv_cell *cell) {
    size_t start = w->json.length;
    json_field(&w->json, key, text);
    if (cell) add_span(w, start, cell);
}

/* Raw JSON, on one line, for a document stands on one. */
static const char *raw(struct writer *w, const struct csv_cell *cell) {
    char *text = arena_copy(w->arena, cell->text, strlen(cell->text));
    for (char *p = text; *p; p++)
        if (*p == '\n' || *p == '\r') *p = ' ';
    return text;
}

static void raw_members(struct writer *w, struct csv_cell *cell) {
    size_t start = w->json.length;
    if (!cell || is_absent(cell)) return;
    json_members(&w->json, raw(w, cell));
    add_span(w, start, cell);
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* What the reader calls a state of a datum, or NULL. */
static const char *state_of(const char *text) {
    static const char *const said[] = {"non soumis", "non répondant", "NV", "DI"};
    static const char *const written[] = {"non_soumis", "non_repondant", "NV", "DI"};
    int32_t index = case_word_index(text, said, 4);
    return index < 0 ? NULL : written[index];
}

static bool is_class(const struct value_spec *spec, const char *text) {
    for (uint32_t i = 0; i < spec->class_count; i++)
        if (strcmp(spec->classes[i], text) == 0) return true;
    return false;
}

static void write_number(struct writer *w, struct csv_cell *cell, const struct value_spec *spec) {
    struct case_number n;
    bool read = case_number_read(cell->text, &n);
    bool percent_allowed = spec->type == TYPE_RATE || spec->type == TYPE_DECIMAL;
    if (read && (!n.percent || percent_allowed) && (!n.euros || spec->type == TYPE_EUROS)) {
        json_token(&w->json, case_number_json(&n, w->arena));
    } else {
        json_string(&w->json, cell->text);
        if (w->refusal_expected) return;
        csv_fault(
            w->sheet->table, w->row, cell, "T430",
            "write a number with a decimal comma, 1 022 000,01; a rate as 2,2 %; or absent, null, non soumis, non "
            "répondant, NV, DI",
            read ? "a number of this unit does not go here" : "this is not a number");
    }
}

/* A value of "donnees" or of the contract. Raw JSON may stand for a datum with its provenance. */
static void write_value(struct writer *w, struct csv_cell *cell, const struct value_spec *spec) {
    static const char *const yes_no[] = {"non", "oui"};
    const char *state = state_of(cell->text);
    int32_t answer = case_word_index(cell->text, yes_no, 2);
    if (*cell->text == '{' || *cell->text == '[') {
        json_token(&w->json, raw(w, cell));
    } else if (spec->type == TYPE_CLASS && is_class(spec, cell->text)) {
        json_string(&w->json, cell->text);
    } else if (case_same_word(cell->text, "null")) {
        json_token(&w->json, "null");
    } else if (state) {
        json_string(&w->json, state);
    } else if (spec->type == TYPE_YES_NO && answer >= 0) {
        json_string(&w->json, yes_no[answer]);
    } else if (spec->type == TYPE_YES_NO || spec->type == TYPE_CLASS) {
        json_string(&w->json, cell->text); /* the reader names what is known */
    } else {
        write_number(w, cell, spec);
    }
}

static void value_member(struct writer *w, const char *key, struct csv_cell *cell, const struct value_spec *spec) {
    size_t start = w->json.length;
    json_key(&w->json, key);
    write_value(w, cell, spec);
    add_span(w, start, cell);
}

/* ---- Establishment and data ---------------------------------------------------------------------- */

static void identity_member(struct writer *w, const char *key, enum case_kind kind, const char *otherwise) {
    struct csv_cell *cell = find_cell(w, kind, 0);
    if (cell && is_absent(cell)) return;
    text_member(w, key, cell ? cell->text : otherwise, cell);
}

static void champs_member(struct writer *w) {
    struct csv_cell *cell = find_cell(w, CASE_CHAMPS, 0);
    size_t start = w->json.length;
    uint32_t count, i;
    const char **champs;
    if (cell && is_absent(cell)) return;
    champs = case_parts(cell ? cell->text : w->sheet->campaign->model->champs[0], w->arena, &count);
    json_key(&w->json, "champs");
    json_begin(&w->json, '[');
    for (i = 0; i < count; i++) json_string(&w->json, champs[i]);
    json_end(&w->json, ']');
    if (cell) add_span(w, start, cell);
}

static void establishment(struct writer *w) {
    const struct model *m = w->sheet->campaign->model;
    json_key(&w->json, "etablissement");
    json_begin(&w->json, '{');
    /* No department is 00: no rule of a campaign names it. */
    identity_member(w, "finess", CASE_FINESS, arena_format(w->arena, "00%07u", w->row->line));
    identity_member(w, "niveau", CASE_NIVEAU, "EJ");
    identity_member(w, "region", CASE_REGION, w->sheet->campaign->region);
    identity_member(w, "statut", CASE_STATUT, m->statuts[0]);
    champs_member(w);
    json_end(&w->json, '}');
}

static void data(struct writer *w) {
    json_key(&w->json, "donnees");
    json_begin(&w->json, '{');
    for (uint32_t i = 0; i < w->sheet->table->column_count; i++) {
        const struct case_column *column = &w->sheet->columns[i];
        struct csv_cell *cell = column->kind == CASE_INPUT ? case_given(w->sheet, w->row, i) : NULL;
        if (cell && !is_absent(cell)) value_member(w, column->meanings[0]->key, cell, column->meanings[0]->spec);
    }
    json_end(&w->json, '}');
}

/* ---- Contract ------------------------------------------------------------------------------------ */

static void answer_of(struct writer *w, uint32_t volet) {
    static const char *const words[] = {"non", "oui", "refus", ABSENT};
    static const enum volet_answer answers[] = {NO_CONTRACT, SIGNED, REFUSED, NO_CONTRACT};
    struct csv_cell *cell = find_cell(w, CASE_CONTRACT, volet);
    int32_t index = cell ? case_word_index(cell->text, words, 4) : -1;
    if (cell && index < 0)
        csv_fault(w->sheet->table, w->row, cell, "T431", "write oui (signed), refus, or non",
                  "this is none of the answers");
    w->volets[volet] = index >= 0                                           ? answers[index]
                       : w->sheet->campaign->model->volets[volet].mandatory ? SIGNED
                                                                            : NO_CONTRACT;
}

/* The one of a term's meanings that is of a volet of the row's contract; NULL when none is, or several are. */
static const struct case_meaning *term_of(struct writer *w, uint32_t index) {
    const struct case_column *column = &w->sheet->columns[index];
    struct csv_cell *own = &w->row->cells[index];
    const struct case_meaning *found = NULL;
    for (uint32_t i = 0; i < column->meaning_count; i++) {
        const struct case_meaning *m = column->meanings[i];
        if (w->volets[m->volet] == NO_CONTRACT) continue;
        if (found && found->index != m->index) {
            csv_fault(w->sheet->table, w->row, *own->text ? own : case_given(w->sheet, w->row, index), "T432",
                      arena_format(w->arena, "name the column \"parametre.VOLET.%s\"", m->key),
                      "several volets of this contract have such a term");
            return NULL;
        }
        if (!found) found = m;
    }
    if (!found && *own->text && !is_absent(own))
        csv_fault(w->sheet->table, w->row, own, "T433",
                  arena_format(w->arena, "write oui in the column \"contrat.%s\"",
                               w->sheet->campaign->model->volets[column->meanings[0]->volet].code),
                  "a term of a volet that is not in the contract of this case");
    return found;
}

/* One of "cibles", "coefficients", "parametres". `terms` holds the meaning of each column for this row, or NULL. */
static void terms_member(struct writer *w, const char *key, uint32_t section, const struct case_meaning *const *terms) {
    bool begun = false;
    for (uint32_t i = 0; i < w->sheet->table->column_count; i++) {
        struct csv_cell *cell = terms[i] && terms[i]->section == section ? case_given(w->sheet, w->row, i) : NULL;
        if (!cell || is_absent(cell)) continue;
        if (!begun) json_key(&w->json, key);
        if (!begun) json_begin(&w->json, '{');
        begun = true;
        value_member(w, terms[i]->key, cell, terms[i]->spec);
    }
    if (begun) json_end(&w->json, '}');
}

static void date_member(struct writer *w, const char *key, struct csv_cell *cell, const char *otherwise) {
    if (cell && is_absent(cell)) return;
    if (cell) {
        text_member(w, key, case_date_json(cell->text, w->arena), cell);
    } else if (otherwise) {
        text_member(w, key, otherwise, NULL);
    }
}

/* Signed in time: in the year before, in force from 1 January. A refusal has a signature only when its own row says so,
 * which the reader refuses. */
static void signature_member(struct writer *w, uint32_t volet) {
    int32_t column = case_column_of(w->sheet, CASE_SIGNATURE, volet);
    struct csv_cell *cell = column < 0 ? NULL : case_given(w->sheet, w->row, (uint32_t)column);
    if (w->volets[volet] == SIGNED) {
        date_member(w, "signature", cell, arena_format(w->arena, "%u-12-01", w->sheet->campaign->year - 1));
    } else {
        text_member(w, "refus", "oui", find_cell(w, CASE_CONTRACT, volet));
        if (cell && cell == &w->row->cells[column]) date_member(w, "signature", cell, NULL);
    }
}

static void acts_member(struct writer *w, struct csv_cell *cell) {
    size_t start = w->json.length;
    uint32_t count, i;
    const char **acts;
    if (!cell || is_absent(cell)) return;
    acts = case_parts(cell->text, w->arena, &count);
    json_key(&w->json, "actes");
    json_begin(&w->json, '[');
    for (i = 0; i < count; i++) json_string(&w->json, acts[i]);
    json_end(&w->json, ']');
    add_span(w, start, cell);
}

static void volet_member(struct writer *w, uint32_t volet, const struct case_meaning *const *terms) {
    struct csv_cell *cell = find_cell(w, CASE_CONTRACT, volet);
    size_t start = w->json.length;
    json_key(&w->json, w->sheet->campaign->model->volets[volet].code);
    json_begin(&w->json, '{');
    signature_member(w, volet);
    if (w->volets[volet] == SIGNED) date_member(w, "fin", find_cell(w, CASE_END, volet), NULL);
    terms_member(w, "cibles", SECTION_CIBLES(volet), terms);
    terms_member(w, "coefficients", SECTION_COEFFICIENTS(volet), terms);
    terms_member(w, "parametres", SECTION_PARAMETRES(volet), terms);
    acts_member(w, find_cell(w, CASE_ACTS, volet));
    raw_members(w, find_cell(w, CASE_JSON_CONTRACT, volet));
    json_end(&w->json, '}');
    if (cell) add_span(w, start, cell);
}

/* A cell of the row itself about a volet that its contract has not: it would be lost. */
static void check_lost(struct writer *w, uint32_t volet) {
    static const enum case_kind kinds[] = {CASE_SIGNATURE, CASE_END, CASE_PLAN, CASE_ACTS, CASE_JSON_CONTRACT};
    const char *code = w->sheet->campaign->model->volets[volet].code;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        int32_t column = case_column_of(w->sheet, kinds[k], volet);
        struct csv_cell *cell = column < 0 ? NULL : &w->row->cells[column];
        if (!cell || *cell->text == '\0' || is_absent(cell)) continue;
        csv_fault(w->sheet->table, w->row, cell, "T433",
                  arena_format(w->arena, "write oui in the column \"contrat.%s\"", code),
                  "it is about a volet that is not in the contract of this case");
    }
}

static void contract(struct writer *w) {
    uint32_t count = w->sheet->table->column_count, volets = w->sheet->campaign->model->volet_count, i;
    const struct case_meaning **terms = arena_array(w->arena, count, sizeof *terms);
    for (i = 0; i < volets; i++) answer_of(w, i);
    for (i = 0; i < count; i++)
        if (w->sheet->columns[i].kind == CASE_TERM && case_given(w->sheet, w->row, i)) terms[i] = term_of(w, i);
    json_key(&w->json, "contrat");
    json_begin(&w->json, '{');
    for (i = 0; i < volets; i++) {
        if (w->volets[i] == NO_CONTRACT) {
            check_lost(w, i);
        } else {
            volet_member(w, i, terms);
        }
    }
    json_end(&w->json, '}');
}

/* ---- Plan of actions ----------------------------------------------------------------------------- */

static bool write_part(struct writer *w, const char *key, const char *text) {
    struct case_number n;
    json_key(&w->json, key);
    if (!case_number_read(text, &n) || n.euros) {
        json_token(&w->json, "0");
        return false;
    }
    json_token(&w->json, case_number_json(&n, w->arena));
    return true;
}

/* "50 %", or "2:100 %": an action, its weight and its progress. */
static bool write_action(struct writer *w, const char *text, uint32_t number) {
    const char *colon = strchr(text, ':');
    const char *weight = colon ? arena_copy(w->arena, text, (size_t)(colon - text)) : "1";
    bool read;
    json_begin(&w->json, '{');
    json_field(&w->json, "action", arena_format(w->arena, "Action %u", number));
    read = write_part(w, "poids", weight);
    read = write_part(w, "avancement", colon ? colon + 1 + strspn(colon + 1, " ") : text) && read;
    json_end(&w->json, '}');
    return read;
}

static void plan_member(struct writer *w, uint32_t volet, struct csv_cell *cell) {
    size_t start = w->json.length;
    uint32_t count, i;
    const char **actions = case_parts(cell->text, w->arena, &count);
    bool read = true;
    json_key(&w->json, w->sheet->campaign->model->volets[volet].code);
    json_begin(&w->json, '[');
    for (i = 0; i < count; i++) read = write_action(w, actions[i], i + 1) && read;
    json_end(&w->json, ']');
    add_span(w, start, cell);
    if (!read)
        csv_fault(w->sheet->table, w->row, cell, "T434",
                  "write the progress, \"50 %\", or each action's weight and progress, \"2:100 % + 1:0 %\"",
                  "this is not a plan of actions");
}

static void plan(struct writer *w) {
    json_key(&w->json, "plan_actions");
    json_begin(&w->json, '{');
    for (uint32_t v = 0; v < w->sheet->campaign->model->volet_count; v++) {
        struct csv_cell *cell = find_cell(w, CASE_PLAN, v);
        if (cell && !is_absent(cell) && w->volets[v] != NO_CONTRACT) plan_member(w, v, cell);
    }
    json_end(&w->json, '}');
}

/* ---- The whole ----------------------------------------------------------------------------------- */

void case_dossier_write(struct case_sheet *s, struct csv_row *row, struct case_dossier *out) {
    struct writer w = {.sheet = s, .row = row, .arena = s->table->arena};
    int32_t refusal = case_column_of(s, CASE_EXPECTS_REFUSAL, 0);
    w.refusal_expected = refusal >= 0 && *row->cells[refusal].text;
    json_begin(&w.json, '{');
    json_field(&w.json, "format", "caqes-dossier");
    json_field_integer(&w.json, "version", 1);
    json_field_integer(&w.json, "exercice", s->campaign->year);
    establishment(&w);
    contract(&w);
    data(&w);
    plan(&w);
    raw_members(&w, find_cell(&w, CASE_JSON, 0));
    json_end(&w.json, '}');
    *out = (struct case_dossier){.text = arena_copy(w.arena, w.json.bytes, w.json.length),
                                 .length = w.json.length,
                                 .spans = arena_array(w.arena, w.span_count, sizeof *out->spans),
                                 .span_count = w.span_count};
    if (w.span_count) memcpy(out->spans, w.spans, w.span_count * sizeof *w.spans);
    json_free(&w.json);
    free(w.spans);
}

struct csv_cell *case_dossier_cell(const struct case_dossier *d, size_t offset) {
    const struct case_span *best = NULL;
    for (uint32_t i = 0; i < d->span_count; i++) {
        const struct case_span *s = &d->spans[i];
        if (offset < s->start || offset >= s->end) continue;
        if (!best || s->end - s->start < best->end - best->start) best = s;
    }
    return best ? best->cell : NULL;
}
