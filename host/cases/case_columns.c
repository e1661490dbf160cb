/* SPDX-License-Identifier: MIT */
#include "host/cases/case_columns.h"

#include "host/base/text.h"
#include "host/cases/case_value.h"

#include <stdlib.h>
#include <string.h>

#define BASE "base"

/* ---- Vocabulary ---------------------------------------------------------------------------------- */

/* Meanings, as they are added. */
struct words {
    struct case_meaning *list;
    uint32_t count, capacity;
    const struct campaign *c;
    struct arena *arena;
};

static struct case_meaning *add(struct words *w, enum case_kind kind, const char *name) {
    if (w->count == w->capacity) {
        w->capacity = w->capacity ? w->capacity * 2 : 256;
        w->list = memory_grow(w->list, w->capacity, sizeof *w->list);
    }
    w->list[w->count] = (struct case_meaning){.name = name, .kind = kind};
    return &w->list[w->count++];
}

static void add_fixed(struct words *w) {
    static const struct {
        const char *name;
        enum case_kind kind;
    } fixed[] = {{"cas", CASE_NAME},
                 {"article", CASE_ARTICLE},
                 {"finess", CASE_FINESS},
                 {"niveau", CASE_NIVEAU},
                 {"statut", CASE_STATUT},
                 {"champs", CASE_CHAMPS},
                 {"region", CASE_REGION},
                 {"json", CASE_JSON},
                 {"=total", CASE_EXPECTS_TOTAL},
                 {"=etat.total", CASE_EXPECTS_TOTAL_STATE},
                 {"=erreur", CASE_EXPECTS_REFUSAL}};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) add(w, fixed[i].kind, fixed[i].name);
}

static void add_volet(struct words *w, uint32_t volet) {
    static const struct {
        const char *prefix;
        enum case_kind kind;
    } kinds[] = {{"contrat.", CASE_CONTRACT},
                 {"signature.", CASE_SIGNATURE},
                 {"fin.", CASE_END},
                 {"plan.", CASE_PLAN},
                 {"actes.", CASE_ACTS},
                 {"json.contrat.", CASE_JSON_CONTRACT},
                 {"=statut.", CASE_EXPECTS_STATUS},
                 {"=montant.", CASE_EXPECTS_AMOUNT},
                 {"=mois.", CASE_EXPECTS_MONTHS},
                 {"=raison.", CASE_EXPECTS_REASON},
                 {"=ciblage.", CASE_EXPECTS_TARGETED}};
    const char *code = w->c->model->volets[volet].code;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        add(w, kinds[i].kind, arena_format(w->arena, "%s%s", kinds[i].prefix, code))->volet = volet;
}

/* The facts that the plugin of a volet shows, and the grounds of its ciblage. */
static void add_outputs(struct words *w, uint32_t volet) {
    const char *code = w->c->model->volets[volet].code;
    const struct manifest *m;
    struct case_meaning *added;
    uint32_t i;
    if (w->c->volet_plugin[volet] < 0) return;
    m = w->c->plugins[w->c->volet_plugin[volet]].plugin->manifest;
    for (i = 0; i < m->output_count + m->targeting_count; i++) {
        bool fact = i < m->output_count;
        const struct manifest_output *o = fact ? &m->outputs[i] : &m->targeting[i - m->output_count];
        if (fact ? o->kind == OUTPUT_AMOUNT : o->kind != OUTPUT_GROUND) continue;
        added = add(w, fact ? CASE_EXPECTS_FACT : CASE_EXPECTS_GROUND,
                    arena_format(w->arena, fact ? "=constat.%s.%s" : "=motif.%s.%s", code, o->code));
        added->volet = volet;
        added->plugin = (uint32_t)w->c->volet_plugin[volet];
        added->index = fact ? i : i - m->output_count;
    }
}

/* A name of the layout: an input, or a term of the contract of one volet. */
static void add_entry(struct words *w, const struct layout_entry *e) {
    static const char *const prefixes[] = {"cible.", "coefficient.", "parametre."};
    enum case_kind kind = e->section == SECTION_DONNEES ? CASE_INPUT : e->column < 0 ? CASE_RESERVED : CASE_TERM;
    uint32_t volet = e->section == SECTION_DONNEES ? 0 : (e->section - 1) / 3, part = (e->section - 1) % 3;
    const char *names[2] = {e->key, NULL};
    if (kind != CASE_INPUT) names[0] = arena_format(w->arena, "%s%s", prefixes[part], e->key);
    if (kind != CASE_INPUT && part == 2)
        names[1] = arena_format(w->arena, "%s%s.%s", prefixes[2], w->c->model->volets[volet].code, e->key);
    for (int i = 0; i < 2 && names[i]; i++) {
        struct case_meaning *added = add(w, kind, names[i]);
        added->volet = volet;
        added->section = e->section;
        added->key = e->key;
        if (kind == CASE_RESERVED) continue;
        added->index = (uint32_t)e->column;
        added->spec = w->c->layout->columns[e->column].spec;
    }
}

static void add_result(struct words *w, enum case_kind kind, const char *prefix, const char *code, uint32_t plugin,
                       uint32_t index) {
    struct case_meaning *added = add(w, kind, arena_format(w->arena, "=%s%s", prefix, code));
    added->plugin = plugin;
    added->index = index;
}

static void add_results(struct words *w, uint32_t plugin) {
    const struct manifest *m = w->c->plugins[plugin].plugin->manifest;
    uint32_t i;
    for (i = 0; i < m->indicator_count; i++) {
        add_result(w, CASE_EXPECTS_INDICATOR, "", m->indicators[i].code, plugin, i);
        add_result(w, CASE_EXPECTS_INDICATOR, "indicateur.", m->indicators[i].code, plugin, i);
        add_result(w, CASE_EXPECTS_VALUE, "valeur.", m->indicators[i].code, plugin, i);
        add_result(w, CASE_EXPECTS_ATTAINMENT, "atteinte.", m->indicators[i].code, plugin, i);
    }
    for (i = 0; i < m->obligation_count; i++) {
        add_result(w, CASE_EXPECTS_OBLIGATION, "", m->obligations[i].code, plugin, i);
        add_result(w, CASE_EXPECTS_OBLIGATION, "obligation.", m->obligations[i].code, plugin, i);
        add_result(w, CASE_EXPECTS_LEVEL, "niveau.", m->obligations[i].code, plugin, i);
    }
}

struct case_vocabulary case_vocabulary(const struct campaign *c, struct arena *arena) {
    struct words w = {.c = c, .arena = arena};
    struct case_meaning *kept;
    uint32_t i;
    add_fixed(&w);
    for (i = 0; i < c->model->volet_count; i++) {
        add_volet(&w, i);
        add_outputs(&w, i);
    }
    for (i = 0; i < c->layout->entry_count; i++) add_entry(&w, &c->layout->entries[i]);
    for (i = 0; i < c->plugin_count; i++) add_results(&w, i);
    kept = arena_array(arena, w.count, sizeof *kept);
    memcpy(kept, w.list, w.count * sizeof *kept);
    free(w.list);
    return (struct case_vocabulary){kept, w.count};
}

/* ---- Columns ------------------------------------------------------------------------------------- */

static void unknown_column(struct csv_table *t, struct csv_cell *name, const struct case_vocabulary *words) {
    const char **known = memory_grow(NULL, words->count, sizeof *known), *nearest;
    uint32_t i;
    for (i = 0; i < words->count; i++) known[i] = words->meanings[i].name;
    nearest = text_nearest(name->text, known, words->count);
    free(known);
    csv_fault(t, NULL, name, "T411",
              *name->text == '#'
                  ? "the spreadsheet took \"=\" for a formula: import every column as text, or write '=total"
              : nearest ? arena_format(t->arena, "write \"%s\", the nearest known column", nearest)
                        : "docs/cas.md lists the columns; inputs and codes are those of the campaign's plugins",
              "this is not a column of this campaign");
}

/* Several meanings of one name: only terms may have them, for the contract of a row tells which is meant. */
static void check_meanings(struct csv_table *t, struct csv_cell *name, const struct case_column *column) {
    uint32_t i, terms = 0;
    for (i = 0; i < column->meaning_count; i++) terms += column->meanings[i]->kind == CASE_TERM;
    if (column->kind == CASE_RESERVED) {
        csv_fault(t, NULL, name, "T414", "remove it; the campaign sets it, not the contract",
                  "this parameter exists, but a contract may not set it");
    } else if (column->meaning_count > 1 && terms < column->meaning_count) {
        csv_fault(t, NULL, name, "T413",
                  "write \"=indicateur.CODE\" or \"=obligation.CODE\"; if it is neither, rename one in its manifest",
                  "this name stands for %u things in this campaign", column->meaning_count);
    }
}

/* What a name stands for. A parameter that a contract may set wins over its namesakes that none may. */
static void find_column(struct csv_table *t, struct csv_cell *name, const struct case_vocabulary *words,
                        struct case_column *out) {
    const struct case_meaning **meanings = arena_array(t->arena, MODEL_MAX_VOLETS + 1, sizeof *meanings);
    uint32_t i, count = 0;
    for (i = 0; i < words->count; i++) {
        const struct case_meaning *m = &words->meanings[i];
        if (strcmp(m->name, name->text) != 0 || count > MODEL_MAX_VOLETS) continue;
        if (count > 0 && m->kind == CASE_RESERVED) continue;
        if (count > 0 && meanings[0]->kind == CASE_RESERVED) count = 0;
        meanings[count++] = m;
    }
    *out = (struct case_column){.meanings = meanings, .meaning_count = count};
    if (*name->text == '\0') {
        csv_fault(t, NULL, name, "T415", "name it, or remove it", "a column has no name");
    } else if (count == 0) {
        unknown_column(t, name, words);
    } else {
        out->kind = meanings[0]->kind;
        check_meanings(t, name, out);
    }
}

static void check_header(struct case_sheet *s) {
    struct csv_table *t = s->table;
    bool expects = false;
    uint32_t i, j;
    for (i = 0; i < t->column_count; i++) {
        expects = expects || case_expects(s, i);
        for (j = 0; j < i; j++)
            if (*t->names[i].text && strcmp(t->names[i].text, t->names[j].text) == 0)
                csv_fault(t, NULL, &t->names[i], "T412", "keep one of the two", "this column is there twice");
    }
    if (t->faulty) return; /* a misspelt column is not a missing one */
    if (case_column_of(s, CASE_NAME, 0) < 0 || case_column_of(s, CASE_ARTICLE, 0) < 0)
        csv_file_fault(t, t->names[0].line, "T416", "add the columns \"cas\" and \"article\"",
                       "a case has a name, and the article that it holds the rules to");
    if (!expects)
        csv_file_fault(t, t->names[0].line, "T416", "add what must come out, such as \"=total\"",
                       "no column is an expectation: nothing would be tested");
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static uint32_t expectations_of(const struct case_sheet *s, const struct csv_row *row, struct csv_cell **first) {
    uint32_t i, count = 0;
    for (i = 0; i < s->table->column_count; i++) {
        if (!case_expects(s, i) || *row->cells[i].text == '\0') continue;
        if (count++ == 0) *first = &row->cells[i];
    }
    return count;
}

/* A case and its name, to be put in order. */
struct named {
    const char *name;
    struct csv_row *row;
};

static int by_name(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Each case has a name of its own. */
static void check_names(struct case_sheet *s, uint32_t column) {
    uint32_t count = s->table->row_count, i;
    struct named *names = memory_grow(NULL, count, sizeof *names);
    for (i = 0; i < count; i++) names[i] = (struct named){s->table->rows[i].cells[column].text, &s->table->rows[i]};
    if (count) qsort(names, count, sizeof *names, by_name);
    for (i = 0; i < count; i++) {
        struct csv_cell *cell = &names[i].row->cells[column];
        if (*names[i].name == '\0') {
            csv_fault(s->table, names[i].row, cell, "T420", "name the case", "the case has no name");
        } else if (i > 0 && strcmp(names[i - 1].name, names[i].name) == 0) {
            csv_fault(s->table, names[i].row, cell, "T421", "give it another name",
                      "a case of this name is there already, on line %u", names[i - 1].row->line);
        }
    }
    free(names);
}

static void check_case(struct case_sheet *s, struct csv_row *row, uint32_t name, uint32_t article) {
    struct csv_cell *first = NULL;
    int32_t refusal = case_column_of(s, CASE_EXPECTS_REFUSAL, 0);
    uint32_t expectations = expectations_of(s, row, &first);
    if (row == s->base) {
        if (expectations > 0)
            csv_fault(s->table, NULL, first, "T422", "leave it blank: the base is what the cases have in common",
                      "the base is not a case, and expects nothing");
        return;
    }
    if (row->broken) return;
    if (*row->cells[article].text == '\0')
        csv_fault(s->table, row, &row->cells[article], "T420", "cite the text, such as \"Annexe 4 §2\"",
                  "the case cites no article");
    if (expectations == 0)
        csv_fault(s->table, row, &row->cells[name], "T423", "fill a column that begins with \"=\"",
                  "the case expects nothing");
    if (refusal >= 0 && *row->cells[refusal].text && expectations > 1)
        csv_fault(s->table, row, &row->cells[refusal], "T424", "leave the other expectations blank",
                  "a dossier that is refused has no other result");
}

void case_sheet_open(struct case_sheet *s, struct csv_table *table, const struct campaign *campaign,
                     const struct case_vocabulary *vocabulary) {
    int32_t name, article;
    uint32_t i;
    *s = (struct case_sheet){.table = table, .campaign = campaign};
    s->columns = arena_array(table->arena, table->column_count, sizeof *s->columns);
    for (i = 0; i < table->column_count; i++) find_column(table, &table->names[i], vocabulary, &s->columns[i]);
    if (table->column_count == 0) return;
    check_header(s);
    name = case_column_of(s, CASE_NAME, 0);
    article = case_column_of(s, CASE_ARTICLE, 0);
    if (name < 0 || article < 0) return;
    for (i = 0; i < table->row_count && !s->base; i++)
        if (strcmp(table->rows[i].cells[name].text, BASE) == 0) s->base = &table->rows[i];
    if (s->base && s->base->broken) table->faulty = true; /* every case has its cells */
    check_names(s, (uint32_t)name);
    for (i = 0; i < table->row_count; i++) check_case(s, &table->rows[i], (uint32_t)name, (uint32_t)article);
    if (s->base && table->row_count == 1)
        csv_file_fault(table, 0, "T406", "write a row for each case", "the file has a base, and no case");
}

struct csv_cell *case_given(const struct case_sheet *s, const struct csv_row *row, uint32_t column) {
    if (*row->cells[column].text) return &row->cells[column];
    return s->base && *s->base->cells[column].text ? &s->base->cells[column] : NULL;
}

int32_t case_column_of(const struct case_sheet *s, enum case_kind kind, uint32_t volet) {
    for (uint32_t i = 0; i < s->table->column_count; i++)
        if (s->columns[i].kind == kind && s->columns[i].meanings[0]->volet == volet) return (int32_t)i;
    return -1;
}
