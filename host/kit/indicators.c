/* SPDX-License-Identifier: MIT
 *
 * A table of indicators: its columns, and each cell of a row, judged. Faults are all given, each at its cell. */
#include "host/kit/indicators.h"

#include "host/base/text.h"
#include "host/kit/kit_inputs.h"
#include "host/plugin/manifest_keys.h"

#include <string.h>

enum { RATE_DECIMALS = 6 };

/* ---- Columns ------------------------------------------------------------------------------------- */

enum column {
    COLUMN_CODE,
    COLUMN_LABEL,
    COLUMN_NUMERATOR,
    COLUMN_DENOMINATOR,
    COLUMN_DIRECTION,
    COLUMN_TARGET,
    COLUMN_COEFFICIENT,
    COLUMN_KIND,
    COLUMN_TYPE,
    COLUMN_VOLET,
    COLUMN_ROLE,
    COLUMN_ARTICLE,
    COLUMN_UNIT,
    COLUMN_SET_BY,
    COLUMN_PRODUCER,
    COLUMNS
};

/* The first REQUIRED_COLUMNS must be there. */
enum { REQUIRED_COLUMNS = COLUMN_COEFFICIENT + 1 };
static const char *const column_names[COLUMNS][2] = {
    {"code", "code"},
    {"label", "libellé"},
    {"numerator", "numérateur"},
    {"denominator", "dénominateur"},
    {"direction", "sens"},
    {"target", "cible"},
    {"coefficient", "poids"},
    {"kind", "nature"},
    {"type", "type"},
    {"volet", "volet"},
    {"role", "rôle"},
    {"article", "article"},
    {"unit", "unité"},
    {"set_by", "fixé par"},
    {"producer", "producteur"},
};

/* The table at hand. */
struct reader {
    struct csv_table table;
    int32_t at[COLUMNS]; /* column of the file, or -1 */
    const struct kit_world *world;
    struct kit_input_list inputs;
    struct arena *arena;
};

static int32_t column_index(const char *text) {
    for (int32_t i = 0; i < COLUMNS; i++)
        if (case_same_word(text, column_names[i][0]) || case_same_word(text, column_names[i][1])) return i;
    return -1;
}

static void unknown_column(struct reader *r, struct csv_cell *name) {
    const char *known[COLUMNS * 2], *nearest;
    for (size_t i = 0; i < COLUMNS * 2; i++) known[i] = column_names[i / 2][i % 2];
    nearest = text_nearest(name->text, known, COLUMNS * 2);
    csv_fault(&r->table, NULL, name, "T501",
              nearest ? arena_format(r->arena, "write \"%s\", the nearest known column", nearest)
                      : "remove it; docs/indicator-tables.md lists the columns",
              *name->text ? "this is not a column of a table of indicators" : "a column has no name");
}

static void read_columns(struct reader *r) {
    struct csv_table *t = &r->table;
    bool unknown = false;
    memset(r->at, -1, sizeof r->at);
    for (uint32_t i = 0; i < t->column_count; i++) {
        int32_t column = column_index(t->names[i].text);
        if (column < 0) {
            unknown_column(r, &t->names[i]);
            unknown = true;
        } else if (r->at[column] >= 0) {
            csv_fault(t, NULL, &t->names[i], "T502", "keep one of the two", "this column is there twice");
        } else {
            r->at[column] = (int32_t)i;
        }
    }
    if (unknown || t->column_count == 0) return; /* a misspelt column is not a missing one */
    for (int i = 0; i < REQUIRED_COLUMNS; i++)
        if (r->at[i] < 0)
            csv_file_fault(t, t->names[0].line, "T503", "add it; its cells may be blank where the page says so",
                           "the column \"%s\" (or \"%s\") is missing", column_names[i][0], column_names[i][1]);
}

/* ---- Cells --------------------------------------------------------------------------------------- */

/* The cell of a column, or NULL when the table has no such column or the cell is blank. */
static struct csv_cell *cell_of(const struct reader *r, const struct csv_row *row, enum column column) {
    struct csv_cell *cell = r->at[column] < 0 ? NULL : &row->cells[r->at[column]];
    return cell && *cell->text ? cell : NULL;
}

static const char *text_of(const struct reader *r, const struct csv_row *row, enum column column,
                           const char *otherwise) {
    const struct csv_cell *cell = cell_of(r, row, column);
    char *text;
    if (!cell) return otherwise;
    text = arena_copy(r->arena, cell->text, strlen(cell->text));
    for (char *p = text; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t') *p = ' ';
    return text;
}

/* A cell that must say something. NULL after a message when it is blank. */
static struct csv_cell *needed(struct reader *r, struct csv_row *row, enum column column, const char *mend) {
    struct csv_cell *cell = cell_of(r, row, column);
    if (!cell) csv_fault(&r->table, row, &row->cells[r->at[column]], "T504", mend, "the cell is blank");
    return cell;
}

/* A cell that must be blank, for this kind of indicator. */
static void unused(struct reader *r, struct csv_row *row, enum column column, const char *kind) {
    struct csv_cell *cell = cell_of(r, row, column);
    if (cell)
        csv_fault(&r->table, row, cell, "T508", "leave the cell blank", "an indicator \"%s\" has no such thing", kind);
}

/* Which word a cell says: an index in `words`, pairs of a word and what it means. -1 after a message. */
struct word {
    const char *text;
    uint32_t meaning;
};
static int32_t word_of(struct reader *r, struct csv_row *row, struct csv_cell *cell, const struct word *words,
                       size_t count, const char *mend) {
    for (size_t i = 0; i < count; i++)
        if (case_same_word(cell->text, words[i].text)) return (int32_t)words[i].meaning;
    csv_fault(&r->table, row, cell, "T506", mend, "this is none of the known words");
    return -1;
}
#define WORD_OF(r, row, cell, words, mend) word_of(r, row, cell, words, sizeof(words) / sizeof *(words), mend)

static enum indicator_kind read_kind(struct reader *r, struct csv_row *row) {
    static const struct word words[] = {{"ratio", KIND_RATIO},      {"taux", KIND_RATIO},    {"growth", KIND_GROWTH},
                                        {"évolution", KIND_GROWTH}, {"yes_no", KIND_YES_NO}, {"oui/non", KIND_YES_NO}};
    struct csv_cell *cell = cell_of(r, row, COLUMN_KIND);
    int32_t word = cell ? WORD_OF(r, row, cell, words, "write ratio, growth or yes_no (taux, évolution, oui/non)") : -1;
    return word < 0 ? KIND_RATIO : (enum indicator_kind)word;
}

static void read_direction(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    static const struct word words[] = {{"higher", DIRECTION_HIGHER},  {"plus haut", DIRECTION_HIGHER},
                                        {"hausse", DIRECTION_HIGHER},  {">=", DIRECTION_HIGHER},
                                        {"≥", DIRECTION_HIGHER},       {"lower", DIRECTION_LOWER},
                                        {"plus bas", DIRECTION_LOWER}, {"baisse", DIRECTION_LOWER},
                                        {"<=", DIRECTION_LOWER},       {"≤", DIRECTION_LOWER}};
    static const char mend[] = "write higher (hausse, >=) when more is better, lower (baisse, <=) when less is";
    struct csv_cell *cell = needed(r, row, COLUMN_DIRECTION, mend);
    int32_t word = cell ? WORD_OF(r, row, cell, words, mend) : -1;
    i->direction = word == DIRECTION_LOWER ? DIRECTION_LOWER : DIRECTION_HIGHER;
}

static uint32_t read_type(struct reader *r, struct csv_row *row, enum indicator_kind kind) {
    static const struct word words[] = {{"integer", TYPE_INTEGER},
                                        {"entier", TYPE_INTEGER},
                                        {"nombre", TYPE_INTEGER},
                                        {"euros", TYPE_EUROS},
                                        {"€", TYPE_EUROS}};
    struct csv_cell *cell = cell_of(r, row, COLUMN_TYPE);
    int32_t word;
    if (kind == KIND_YES_NO) {
        unused(r, row, COLUMN_TYPE, "yes_no");
        return TYPE_YES_NO;
    }
    word = cell ? WORD_OF(r, row, cell, words, "write integer (entier) or euros") : -1;
    return word < 0 ? TYPE_INTEGER : (uint32_t)word;
}

/* "region", or "national + région": authority bits. */
static uint32_t read_set_by(struct reader *r, struct csv_row *row) {
    static const struct word words[] = {{"national", SET_BY_NATIONAL},
                                        {"region", SET_BY_REGION},
                                        {"contract", SET_BY_CONTRACT},
                                        {"contrat", SET_BY_CONTRACT}};
    struct csv_cell *cell = cell_of(r, row, COLUMN_SET_BY);
    uint32_t bits = 0, count, i;
    const char **parts;
    if (!cell) return 0;
    parts = case_parts(cell->text, r->arena, &count);
    for (i = 0; i < count; i++) {
        struct csv_cell part = *cell;
        int32_t word;
        part.text = parts[i];
        word = WORD_OF(r, row, &part, words, "write national, region, contract, or several: region + contract");
        if (word < 0) return 0;
        bits |= (uint32_t)word;
    }
    return bits;
}

/* ---- Numbers ------------------------------------------------------------------------------------- */

/* -1, 0 or 1 as the number is below, equal to or above `whole`. */
static int compare_to(const struct case_number *n, int whole) {
    caqes_int128 scale = whole;
    for (uint32_t i = 0; i < n->decimals; i++) scale *= 10;
    return (n->units > scale) - (n->units < scale);
}

/* A decimal point is what an English spreadsheet, or a copy from a manifest, writes: read as a comma. */
static bool read_number(struct reader *r, const char *text, struct case_number *out) {
    char *comma = arena_copy(r->arena, text, strlen(text)), *point = strchr(comma, '.');
    if (point && !strchr(comma, ',')) *point = ',';
    if (!case_number_read(comma, out) || out->euros) return false;
    for (; out->decimals > 0 && out->units % 10 == 0; out->decimals--) out->units /= 10;
    return out->decimals <= RATE_DECIMALS && out->units < (caqes_int128)1000000000 * 1000000;
}

static void read_target(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    struct csv_cell *cell = cell_of(r, row, COLUMN_TARGET);
    bool rate = strcmp(i->unit, "number") != 0;
    if (!cell) {
        if (i->set_by != 0 && !(i->set_by & SET_BY_CONTRACT))
            csv_fault(&r->table, row, &row->cells[r->at[COLUMN_TARGET]], "T504",
                      "write a target, or let the contract set it: contract in set_by", "the cell is blank");
        return;
    }
    i->has_target = read_number(r, cell->text, &i->target);
    if (!i->has_target) {
        csv_fault(&r->table, row, cell, "T505", "write 45 % or 0,45: a decimal comma, six decimals at most",
                  "this is not a number that a target can be");
    } else if (i->kind == KIND_RATIO && i->target.units < 0) {
        csv_fault(&r->table, row, cell, "T507", "write a target of 0 or more", "a ratio is never negative");
    } else if (i->kind == KIND_GROWTH && compare_to(&i->target, -1) < 0) {
        csv_fault(&r->table, row, cell, "T507", "write -100 % or more", "nothing falls by more than 100 %%");
    } else if (rate && !i->target.percent && compare_to(&i->target, 1) > 0) {
        csv_fault(&r->table, row, cell, "T507",
                  "write the % sign when it is a percentage; when it is none, write number in the column unit",
                  "a rate above 1 is more than 100 %%");
    }
}

static void read_coefficient(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    struct csv_cell *cell = cell_of(r, row, COLUMN_COEFFICIENT);
    if (!cell) return;
    i->has_coefficient = read_number(r, cell->text, &i->coefficient);
    if (!i->has_coefficient) {
        csv_fault(&r->table, row, cell, "T505", "write 1 or 0,5: a decimal comma, six decimals at most",
                  "this is not a number that a coefficient can be");
    } else if (i->coefficient.units < 0) {
        csv_fault(&r->table, row, cell, "T507", "write 0 or more", "a coefficient is never negative");
    }
}

/* ---- Names --------------------------------------------------------------------------------------- */

static const char *owner_of_code(const struct kit_world *world, const char *code) {
    for (uint32_t m = 0; m < world->manifest_count; m++)
        for (uint32_t i = 0; i < world->manifests[m]->indicator_count; i++)
            if (strcmp(world->manifests[m]->indicators[i].code, code) == 0) return world->manifests[m]->id;
    return NULL;
}

static void read_code(struct reader *r, struct csv_row *row, struct kit_indicators *out, struct kit_indicator *i) {
    static const char mend[] = "write A-Z, 0-9 and _, at most 40: PRESCRIPTIONS_SORTIE";
    struct csv_cell *cell = needed(r, row, COLUMN_CODE, mend);
    const char *owner;
    i->code = cell ? cell->text : "";
    if (!cell) return;
    if (strspn(i->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != strlen(i->code) || strlen(i->code) > 40) {
        csv_fault(&r->table, row, cell, "T509", mend, "this cannot be the code of an indicator");
        return;
    }
    for (uint32_t k = 0; k < out->count; k++)
        if (strcmp(out->list[k].code, i->code) == 0)
            csv_fault(&r->table, row, cell, "T510", "give it another code", "an indicator above has this code");
    owner = owner_of_code(r->world, i->code);
    if (owner)
        csv_fault(&r->table, row, cell, "T510", "give it a code of your own, such as one that begins with your region",
                  "the plugin %s has an indicator of this code", owner);
}

static void read_volet(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    const struct model *m = r->world->model;
    struct csv_cell *cell = cell_of(r, row, COLUMN_VOLET);
    const char *known = "";
    i->volet = m->volets[0].code;
    if (!cell) return;
    for (uint32_t v = 0; v < m->volet_count; v++) {
        known = arena_format(r->arena, "%s%s%s", known, v ? ", " : "", m->volets[v].code);
        if (case_same_word(cell->text, m->volets[v].code)) {
            i->volet = m->volets[v].code;
            return;
        }
    }
    csv_fault(&r->table, row, cell, "T506", arena_format(r->arena, "write one of: %s", known),
              "this is no volet of the contract");
}

static void read_role(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    static const struct word words[] = {{"supplementaire", 1}, {"complementaire", 2}, {"generale", 3}};
    struct csv_cell *cell = cell_of(r, row, COLUMN_ROLE);
    int32_t word =
        cell ? WORD_OF(r, row, cell, words,
                       "write complementaire, generale or supplementaire; principal is for the plugin of a volet")
             : 2;
    i->role = role_words[word < 0 ? 2 : word];
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static void read_unit(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    static const struct word words[] = {{"rate", 0}, {"taux", 0}, {"%", 0}, {"number", 1}, {"nombre", 1}};
    struct csv_cell *cell = i->kind == KIND_RATIO ? cell_of(r, row, COLUMN_UNIT) : NULL;
    int32_t word =
        cell ? WORD_OF(r, row, cell, words, "write rate (taux), or number (nombre) when it is no percentage") : 0;
    i->unit = i->kind == KIND_YES_NO ? "yes_no" : i->kind == KIND_GROWTH ? "growth" : word == 1 ? "number" : "rate";
    if (i->kind != KIND_RATIO) unused(r, row, COLUMN_UNIT, indicator_rules[i->kind].word);
}

/* The data of an indicator, in the order of its columns. */
static void read_inputs(struct reader *r, struct csv_row *row, struct kit_indicator *i) {
    struct kit_input_wanted wanted = {.type = (enum value_type)read_type(r, row, i->kind),
                                      .previous = i->kind == KIND_GROWTH,
                                      .producer = text_of(r, row, COLUMN_PRODUCER, "Établissement")};
    struct csv_cell *above = needed(r, row, COLUMN_NUMERATOR, "name the datum, such as Nombre de prescriptions");
    struct csv_cell *below;
    if (above) i->numerator = kit_inputs_of(&r->inputs, &r->table, row, above, &wanted, &i->numerator_count);
    if (i->kind != KIND_RATIO) {
        unused(r, row, COLUMN_DENOMINATOR, indicator_rules[i->kind].word);
        if (above && i->numerator_count > 1)
            csv_fault(&r->table, row, above, "T508", "name one datum", "an indicator \"%s\" has one datum",
                      indicator_rules[i->kind].word);
        return;
    }
    below =
        needed(r, row, COLUMN_DENOMINATOR, "name the datum; for an evolution or a oui/non, say so in the column kind");
    if (below) i->denominator = kit_inputs_of(&r->inputs, &r->table, row, below, &wanted, &i->denominator_count);
    if (above && below && kit_same_inputs(i))
        csv_fault(&r->table, row, below, "T508", "name another datum", "the denominator is the numerator");
}

static void read_row(struct reader *r, struct csv_row *row, struct kit_indicators *out) {
    struct kit_indicator *i = &out->list[out->count];
    *i = (struct kit_indicator){.kind = read_kind(r, row)};
    read_code(r, row, out, i);
    needed(r, row, COLUMN_LABEL, "say what it measures, in French");
    i->label = text_of(r, row, COLUMN_LABEL, "");
    i->article = text_of(r, row, COLUMN_ARTICLE, "Contrat régional");
    if (strlen(i->label) > 1000 || strlen(i->article) > 1000)
        csv_fault(&r->table, row, &row->cells[r->at[COLUMN_LABEL]], "T509", "write at most 1000 bytes",
                  "too long a text");
    read_volet(r, row, i);
    read_role(r, row, i);
    read_unit(r, row, i);
    read_inputs(r, row, i);
    read_coefficient(r, row, i);
    if (i->kind == KIND_YES_NO) {
        unused(r, row, COLUMN_DIRECTION, "yes_no");
        unused(r, row, COLUMN_TARGET, "yes_no");
        unused(r, row, COLUMN_SET_BY, "yes_no");
    } else {
        read_direction(r, row, i);
        i->set_by = read_set_by(r, row);
        read_target(r, row, i);
    }
    out->count++;
}

static bool read_table(struct reader *r, struct kit_indicators *out) {
    struct csv_table *t = &r->table;
    bool faulty;
    *out = (struct kit_indicators){.base_volet = r->world->model->volets[0].code};
    if (t->column_count > 0) read_columns(r);
    if (!t->faulty && t->row_count > KIT_MAX_INDICATORS)
        csv_file_fault(t, 0, "T511", "make several plugins of it", "more than %d indicators", KIT_MAX_INDICATORS);
    if (t->faulty) return false;
    out->list = arena_array(r->arena, t->row_count, sizeof *out->list);
    kit_inputs_open(&r->inputs, r->world, r->arena);
    faulty = false;
    for (uint32_t i = 0; i < t->row_count; i++) {
        if (!t->rows[i].broken) read_row(r, &t->rows[i], out);
        faulty = faulty || t->rows[i].faulty;
    }
    out->inputs = r->inputs.list;
    out->input_count = r->inputs.count;
    return !faulty && !t->faulty;
}

static const struct csv_dialect dialect = {
    .separators = ";\t,", .row = "indicator", .unreadable = "the table of indicators cannot be read"};

bool kit_indicators_parse(struct kit_indicators *out, const char *file, const char *bytes, size_t length,
                          const struct kit_world *world, struct arena *arena, struct diag *diag) {
    struct reader r = {.world = world, .arena = arena};
    csv_parse(&r.table, &dialect, file, bytes, length, arena, diag);
    return read_table(&r, out);
}

bool kit_indicators_read(struct kit_indicators *out, const char *file, const struct kit_world *world,
                         struct arena *arena, struct diag *diag) {
    struct reader r = {.world = world, .arena = arena};
    return csv_read(&r.table, &dialect, file, arena, diag) && read_table(&r, out);
}
