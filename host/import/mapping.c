/* SPDX-License-Identifier: MIT
 *
 * mapping.c: the file that says which column is which datum, format "caqes-import". */
#include "host/import/import_internal.h"

#include "host/base/calendar.h"
#include "host/campaign/config_file.h"

#include <string.h>

enum { KEY_FORMAT, KEY_VERSION, KEY_TABLES, KEY_COUNT };
static const struct conf_key keys[KEY_COUNT] = {[KEY_FORMAT] = {"format", SETTING_TEXT, true},
                                                [KEY_VERSION] = {"version", SETTING_INTEGER, true},
                                                [KEY_TABLES] = {"tables", SETTING_LIST, true}};

enum {
    TABLE_FILE,
    TABLE_SHEET,
    TABLE_HEAD,
    TABLE_FINESS,
    TABLE_KEY,
    TABLE_VALUE,
    TABLE_PRODUCER,
    TABLE_PERIOD,
    TABLE_EXTRACTION,
    TABLE_COLUMNS,
    TABLE_COUNT
};
static const struct conf_key table_keys[TABLE_COUNT] = {[TABLE_FILE] = {"fichier", SETTING_TEXT, true},
                                                        [TABLE_SHEET] = {"feuille", SETTING_TEXT, false},
                                                        [TABLE_HEAD] = {"ligne_noms", SETTING_INTEGER, false},
                                                        [TABLE_FINESS] = {"finess", SETTING_TEXT, false},
                                                        [TABLE_KEY] = {"cle", SETTING_TEXT, false},
                                                        [TABLE_VALUE] = {"valeur", SETTING_TEXT, false},
                                                        [TABLE_PRODUCER] = {"producteur", SETTING_TEXT, false},
                                                        [TABLE_PERIOD] = {"periode", SETTING_TEXT, false},
                                                        [TABLE_EXTRACTION] = {"extraction", SETTING_TEXT, false},
                                                        [TABLE_COLUMNS] = {"colonnes", SETTING_LIST, false}};

static void read_column(struct import *i, struct conf_reader *r, const struct setting *group, struct import_table *t) {
    static const struct conf_key column_keys[] = {{"colonne", SETTING_TEXT, true}, {"vers", SETTING_TEXT, true}};
    const struct setting *at[2];
    struct import_column *c = &t->columns[t->column_count];
    const char *nearest = NULL;
    conf_fields(r, group, column_keys, 2, at);
    if (!at[0] || !at[1]) return;
    *c = (struct import_column){.name = at[0]->text, .place = at[0]->place};
    if (import_target_find(i->campaign, at[1]->text, i->arena, &c->target, &nearest)) {
        t->column_count++;
        return;
    }
    conf_fault(r, at[1], "C309",
               nearest ? arena_format(i->arena, "the nearest known name is \"%s\"", nearest)
                       : "write a path as etablissement.nom, donnees.lits or contrat.socle.signature",
               "\"%s\" leads nowhere in this campaign", at[1]->text);
}

static void read_table(struct import *i, struct conf_reader *r, const char *file, const struct setting *group,
                       struct import_table *t) {
    const struct setting *at[TABLE_COUNT];
    int64_t head = 1;
    uint32_t k;
    conf_fields(r, group, table_keys, TABLE_COUNT, at);
    if (at[TABLE_HEAD]) conf_integer(r, at[TABLE_HEAD], 1, 1000, &head);
    if (!at[TABLE_KEY] != !at[TABLE_VALUE])
        conf_fault(r, at[TABLE_KEY] ? at[TABLE_KEY] : at[TABLE_VALUE], "C304",
                   "give both, for a table with a value a row", "\"cle\" and \"valeur\" go together");
    if (at[TABLE_EXTRACTION] && day_parse(at[TABLE_EXTRACTION]->text, strlen(at[TABLE_EXTRACTION]->text)) == 0)
        conf_fault(r, at[TABLE_EXTRACTION], "C307", "write a day of the calendar as \"2019-04-15\"",
                   "this is not a date");
    *t = (struct import_table){.head = (uint32_t)head, .finess = "etablissement.finess", .place = group->place};
    if (at[TABLE_FILE]) t->file = conf_path(r, file, at[TABLE_FILE]->text);
    if (at[TABLE_SHEET]) t->sheet = at[TABLE_SHEET]->text;
    if (at[TABLE_FINESS]) t->finess = at[TABLE_FINESS]->text;
    if (at[TABLE_KEY]) t->key = at[TABLE_KEY]->text;
    if (at[TABLE_VALUE]) t->value = at[TABLE_VALUE]->text;
    if (at[TABLE_PRODUCER]) t->origin.producer = at[TABLE_PRODUCER]->text;
    if (at[TABLE_PERIOD]) t->origin.period = at[TABLE_PERIOD]->text;
    if (at[TABLE_EXTRACTION]) t->origin.extraction = at[TABLE_EXTRACTION]->text;
    if (!at[TABLE_COLUMNS]) return;
    t->columns = arena_array(i->arena, at[TABLE_COLUMNS]->count + 1, sizeof *t->columns);
    for (k = 0; k < at[TABLE_COLUMNS]->count; k++) {
        const struct setting *column = conf_element(r, at[TABLE_COLUMNS], k, SETTING_GROUP);
        if (column) read_column(i, r, column, t);
    }
}

bool import_mapping_take(struct import *i, const char *file) {
    const struct setting *at[KEY_COUNT], *root;
    uint32_t before = i->diag->errors, k;
    struct import_table *tables;
    struct conf_reader r;
    bool good = true;
    conf_open(&r, i->arena, i->diag);
    root = conf_read(&r, file, NULL);
    if (!root || !conf_is_format(&r, root, "caqes-import")) return false;
    conf_fields(&r, root, keys, KEY_COUNT, at);
    if (!at[KEY_TABLES]) return false;
    tables = arena_array(i->arena, at[KEY_TABLES]->count + 1, sizeof *tables);
    for (k = 0; k < at[KEY_TABLES]->count; k++) {
        const struct setting *group = conf_element(&r, at[KEY_TABLES], k, SETTING_GROUP);
        if (group) read_table(i, &r, file, group, &tables[k]);
    }
    if (i->diag->errors != before) return false; /* everything wrong with the mapping was said; no table is read */
    for (k = 0; k < at[KEY_TABLES]->count; k++) good = import_table_take(i, &tables[k]) && good;
    return good;
}
