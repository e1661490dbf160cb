/* SPDX-License-Identifier: MIT */
#include "host/import/import_internal.h"

#include "host/base/text.h"
#include "host/import/table_open.h"
#include "host/read/finess_set.h"
#include "host/read/name_hash.h"

#include <string.h>

struct import *import_open(const struct campaign *campaign, struct arena *arena, struct diag *diag) {
    struct import *i = arena_alloc(arena, sizeof *i);
    *i = (struct import){.campaign = campaign, .arena = arena, .diag = diag};
    return i;
}

const char *const *import_files(const struct import *i, uint32_t *count) {
    *count = i->file_count;
    return i->files;
}

/* ---- Establishments ---- */

static uint32_t bucket_of(const struct import *i, const char *finess) {
    uint32_t at = name_hash(finess, strlen(finess)) & (i->bucket_count - 1);
    while (i->buckets[at] && strcmp(i->entries[i->buckets[at] - 1].finess, finess) != 0)
        at = (at + 1) & (i->bucket_count - 1);
    return at;
}

static void grow_buckets(struct import *i) {
    uint32_t k;
    if (2 * i->count < i->bucket_count) return;
    i->bucket_count = i->bucket_count ? 4 * i->bucket_count : 1024;
    i->buckets = arena_array(i->arena, i->bucket_count, sizeof *i->buckets);
    for (k = 0; k < i->count; k++) i->buckets[bucket_of(i, i->entries[k].finess)] = k + 1;
}

static struct import_entry *entry_of(struct import *i, const char *finess) {
    uint32_t at;
    grow_buckets(i);
    at = bucket_of(i, finess);
    if (!i->buckets[at]) {
        i->entries = arena_room(i->arena, i->entries, i->count, &i->capacity, sizeof *i->entries);
        i->entries[i->count] = (struct import_entry){.finess = arena_copy(i->arena, finess, strlen(finess))};
        i->buckets[at] = ++i->count;
    }
    return &i->entries[i->buckets[at] - 1];
}

/* ---- Cells ---- */

/* A table at hand. */
struct taking {
    struct import *import;
    struct import_table *of;
    struct csv_table table;
    uint32_t finess, key, value; /* indices of columns */
};

/* One datum has one value: two cells that differ are said, and none is believed. */
static void add_fact(struct taking *t, struct import_entry *e, struct csv_row *row, struct csv_cell *cell,
                     const struct import_target *target, const char *json) {
    struct import *i = t->import;
    uint32_t k;
    for (k = 0; k < e->count; k++) {
        struct import_fact *f = &e->facts[k];
        if (strcmp(f->target->path, target->path) != 0) continue;
        if (strcmp(f->json, json) == 0) return;
        f->in_conflict = true;
        csv_fault(&t->table, row, cell, "I420", "keep the right one; until then the datum is absent",
                  "%s of %s is %s here, and %s at %s:%u", target->path, e->finess, json, f->json, f->place.file,
                  f->place.line);
        return;
    }
    e->facts = arena_room(i->arena, e->facts, e->count, &e->capacity, sizeof *e->facts);
    e->facts[e->count++] = (struct import_fact){
        .target = target, .json = json, .origin = &t->of->origin, .place = {t->table.file, cell->line, cell->column}};
}

static void take_cell(struct taking *t, struct import_entry *e, struct csv_row *row, struct csv_cell *cell,
                      const struct import_target *target) {
    const char *code = "I412", *expected = "a text", *json;
    if (*cell->text == '\0') return; /* not supplied */
    json = cell_json(target->kind, target->spec, cell->text, t->import->arena, &code, &expected);
    if (json) {
        add_fact(t, e, row, cell, target, json);
    } else {
        csv_fault(&t->table, row, cell, code,
                  arena_format(t->import->arena, "write %s; until then the datum is absent", expected),
                  "%s of %s cannot be this", target->path, e->finess);
    }
}

/* The establishment of a row; NULL after a message, or when the row is blank. */
static struct import_entry *entry_of_row(struct taking *t, struct csv_row *row) {
    struct csv_cell *cell = &row->cells[t->finess];
    const char *code = "I413", *expected = "";
    if (row->broken) return NULL; /* said */
    if (*cell->text == '\0') {
        csv_fault(&t->table, row, cell, "I413", "write its FINESS", "this row is of no establishment");
        return NULL;
    }
    if (!cell_json(CELL_FINESS, NULL, cell->text, t->import->arena, &code, &expected) || !finess_is_valid(cell->text)) {
        csv_fault(&t->table, row, cell, "I413",
                  arena_format(t->import->arena, "write %s", expected[0] ? expected : "a FINESS"),
                  strpbrk(cell->text, "eE+,") || strlen(cell->text) < 9
                      ? "a spreadsheet has taken this FINESS for a number"
                      : "this is not a FINESS");
        return NULL;
    }
    return entry_of(t->import, cell->text);
}

/* ---- A row for each establishment, or for each value ---- */

static void take_row(struct taking *t, struct csv_row *row, const struct import_target *const *targets) {
    struct import_entry *e = entry_of_row(t, row);
    uint32_t c;
    for (c = 0; e && c < t->table.column_count; c++)
        if (targets[c]) take_cell(t, e, row, &row->cells[c], targets[c]);
}

static void take_value(struct taking *t, struct csv_row *row) {
    struct import_entry *e = entry_of_row(t, row);
    struct csv_cell *key = &row->cells[t->key];
    struct import_target *target;
    const char *nearest = NULL;
    uint32_t k;
    if (!e) return;
    for (k = 0; k < t->of->column_count; k++)
        if (strcmp(t->of->columns[k].name, key->text) == 0) {
            t->of->columns[k].found = true;
            take_cell(t, e, row, &row->cells[t->value], &t->of->columns[k].target);
            return;
        }
    target = arena_alloc(t->import->arena, sizeof *target);
    if (import_target_find(t->import->campaign, key->text, t->import->arena, target, &nearest)) {
        take_cell(t, e, row, &row->cells[t->value], target);
    } else {
        csv_fault(&t->table, row, key, "I404",
                  nearest ? arena_format(t->import->arena, "write \"%s\", or add it to colonnes", nearest)
                          : "add it to colonnes of the mapping, or remove the row",
                  "this is the name of nothing in the campaign");
    }
}

/* ---- Names of columns ---- */

static int32_t column_named(const struct csv_table *t, const char *name) {
    uint32_t c;
    for (c = 0; c < t->column_count; c++)
        if (strcmp(t->names[c].text, name) == 0) return (int32_t)c;
    return -1;
}

static bool find_column(struct taking *t, const char *name, uint32_t *index) {
    struct diag_message m = {
        .code = "I404", .place = {t->table.file, t->of->head, 0}, .mend = "name it as the table does"};
    int32_t found = column_named(&t->table, name);
    *index = (uint32_t)found;
    if (found >= 0) return true;
    diag_report(t->import->diag, &m, "there is no column \"%s\"", name);
    return false;
}

/* Where each column goes: as the mapping says, or because its name is a path. What goes nowhere is said, once. */
static const struct import_target **targets_of(struct taking *t) {
    const struct import_target **targets = arena_array(t->import->arena, t->table.column_count + 1, sizeof *targets);
    struct diag_message m = {.code = "I405", .warning = true, .place = {t->table.file, t->of->head, 0}};
    const char *left = "";
    uint32_t c, k, count = 0;
    for (c = 0; c < t->table.column_count; c++) {
        const char *name = t->table.names[c].text, *nearest;
        struct import_target *target = arena_alloc(t->import->arena, sizeof *target);
        if (*name == '\0' || c == t->finess) continue;
        for (k = 0; k < t->of->column_count && !targets[c]; k++)
            if (strcmp(t->of->columns[k].name, name) == 0) {
                targets[c] = &t->of->columns[k].target;
                t->of->columns[k].found = true;
            }
        if (targets[c]) continue;
        if (import_target_find(t->import->campaign, name, t->import->arena, target, &nearest)) {
            targets[c] = target;
        } else if (count++ < 12) {
            left = arena_format(t->import->arena, "%s%s\"%s\"", left, *left ? ", " : "", name);
        }
    }
    m.mend = "add them to colonnes of the mapping, or leave them";
    if (count > 0)
        diag_report(t->import->diag, &m, "%u columns are not taken: %s%s", count, left, count > 12 ? "..." : "");
    return targets;
}

static void say_not_found(const struct taking *t) {
    uint32_t k;
    for (k = 0; k < t->of->column_count; k++) {
        struct diag_message m = {.code = "I404", .place = t->of->columns[k].place, .mend = "name it as the table does"};
        if (!t->of->columns[k].found)
            diag_report(t->import->diag, &m, "%s has no %s \"%s\"", t->table.file, t->of->key ? "row of" : "column",
                        t->of->columns[k].name);
    }
}

bool import_table_take(struct import *i, struct import_table *of) {
    struct taking t = {.import = i, .of = of};
    const struct import_target **targets;
    uint32_t r;
    i->files = arena_room(i->arena, i->files, i->file_count, &i->file_capacity, sizeof *i->files);
    i->files[i->file_count++] = of->file;
    if (!table_open(of->file, of->sheet, of->head, i->arena, i->diag, &t.table)) return false;
    if (!find_column(&t, of->finess, &t.finess)) return false;
    if (of->key && (!find_column(&t, of->key, &t.key) || !find_column(&t, of->value, &t.value))) return false;
    targets = of->key ? NULL : targets_of(&t);
    for (r = 0; r < t.table.row_count; r++) {
        if (of->key) {
            take_value(&t, &t.table.rows[r]);
        } else {
            take_row(&t, &t.table.rows[r], targets);
        }
    }
    say_not_found(&t);
    return true;
}

bool import_take(struct import *i, const char *file) {
    const char *dot = strrchr(file, '.');
    struct import_table *t = arena_alloc(i->arena, sizeof *t);
    if (dot && strcmp(dot, ".cfg") == 0) return import_mapping_take(i, file);
    *t = (struct import_table){.file = file, .finess = "etablissement.finess", .head = 1};
    return import_table_take(i, t);
}
