/* SPDX-License-Identifier: MIT
 *
 * Decision tables of a manifest. A table decides on money, so it must say something for every combination of
 * its conditions, and nothing in vain: the first row that holds decides, and each row must be the first once. */
#include "host/plugin/manifest_read.h"

#include <string.h>

enum { MAX_ROWS = 64, MAX_OUTCOMES = 64, ANSWERS = 3, ANY = 7 };

/* Bit n is word n, as in struct caqes_table_row. */
static const char *const answers[ANSWERS] = {"non", "oui", "absent"};

/* Set of the answers in "oui|absent", or 0 after a message. */
static uint8_t read_answers(struct manifest_reader *r, const cJSON *item) {
    const char *text = json_text_item(&r->json, item), *part = text;
    uint32_t set = 0, a;
    while (part) {
        const char *bar = strchr(part, '|');
        size_t length = bar ? (size_t)(bar - part) : strlen(part);
        for (a = 0; a < ANSWERS; a++)
            if (strlen(answers[a]) == length && memcmp(part, answers[a], length) == 0) break;
        if (a == ANSWERS || ((set >> a) & 1U)) {
            json_fault(&r->json, item, "P209", "write \"oui\", \"non\" or \"absent\", or several joined by \"|\"",
                       a == ANSWERS ? "not an answer to a condition" : "answer written twice");
            return 0;
        }
        set |= 1U << a;
        part = bar ? bar + 1 : NULL;
    }
    return (uint8_t)set;
}

static bool read_row(struct manifest_reader *r, const cJSON *item, uint32_t conditions,
                     const struct name_list *outcomes, struct caqes_table_row *row) {
    const cJSON *when, *then;
    int32_t outcome;
    if (!json_object(&r->json, item, &shape_row)) return false;
    when = json_member(item, "when");
    then = json_member(item, "then");
    outcome = then ? name_resolve(r, outcomes, then, "an outcome of this table") : -1;
    if (outcome >= 0) row->outcome = (uint16_t)outcome;
    if (!when || conditions == 0) return false;
    if (!cJSON_IsArray(when) || (uint32_t)cJSON_GetArraySize(when) != conditions) {
        json_fault(&r->json, when, "P208", "write one text per condition, such as [\"oui\", \"non|absent\"]",
                   "expected an array of %u", conditions);
        return false;
    }
    row->a = read_answers(r, cJSON_GetArrayItem(when, 0));
    row->b = conditions == 2 ? read_answers(r, cJSON_GetArrayItem(when, 1)) : ANY;
    return row->a != 0 && row->b != 0 && outcome >= 0;
}

/* Every combination has a first row, every row is the first of one, every outcome comes out. */
static void check_decisions(struct manifest_reader *r, const cJSON *object, uint32_t conditions,
                            const struct caqes_table *table, const struct name_list *outcomes) {
    const cJSON *rows = json_member(object, "rows");
    uint32_t a, b, i;
    uint64_t first = 0, given = 0;
    for (a = 0; a < ANSWERS; a++)
        for (b = 0; b < (conditions == 2 ? ANSWERS : 1); b++) {
            for (i = 0; i < table->row_count; i++)
                if (((table->rows[i].a >> a) & 1U) && ((table->rows[i].b >> b) & 1U)) break;
            if (i < table->row_count) {
                first |= UINT64_C(1) << i;
                given |= UINT64_C(1) << table->rows[i].outcome;
            } else {
                json_fault(&r->json, rows, "P232", "add a row for it", "no row for [\"%s\"%s%s%s]", answers[a],
                           conditions == 2 ? ", \"" : "", conditions == 2 ? answers[b] : "",
                           conditions == 2 ? "\"" : "");
            }
        }
    for (i = 0; i < table->row_count; i++)
        if (!((first >> i) & 1U))
            json_fault(&r->json, cJSON_GetArrayItem(rows, (int)i), "P233", "remove it, or move it up",
                       "this row never decides: earlier rows answer all that it accepts");
    for (i = 0; i < outcomes->count; i++)
        if (!((given >> i) & 1U))
            json_fault(&r->json, cJSON_GetArrayItem(json_member(object, "outcomes"), (int)i), "P233",
                       "remove it, or give it in a row", "no row gives this outcome");
}

static void read_rows(struct manifest_reader *r, const cJSON *object, uint32_t conditions,
                      const struct name_list *outcomes, struct manifest_table *t) {
    uint32_t count = json_array(&r->json, object, "rows"), i = 0;
    struct caqes_table_row *rows = arena_array(r->json.arena, count ? count : 1, sizeof *rows);
    const cJSON *item, *array = json_member(object, "rows");
    bool sound = conditions > 0;
    if (cJSON_IsArray(array) && (count == 0 || count > MAX_ROWS)) {
        json_fault(&r->json, array, "P218", "write the rows of the table", "%u rows; 1 to %d are allowed", count,
                   MAX_ROWS);
        return;
    }
    if (count == 0) return;
    cJSON_ArrayForEach(item, array) sound = read_row(r, item, conditions, outcomes, &rows[i++]) && sound;
    t->table.rows = rows;
    t->table.row_count = count;
    t->table.condition_count = conditions;
    if (sound) check_decisions(r, object, conditions, &t->table, outcomes);
}

/* Number of conditions, 1 or 2; 0 after a message. */
static uint32_t read_conditions(struct manifest_reader *r, const cJSON *object, struct manifest_table *t) {
    uint32_t count = json_array(&r->json, object, "conditions"), i = 0;
    const char **names = arena_array(r->json.arena, 2, sizeof *names);
    const cJSON *item, *array = json_member(object, "conditions");
    if (cJSON_IsArray(array) && (count == 0 || count > 2)) {
        json_fault(&r->json, array, "P218", "split the table", "%u conditions; 1 or 2 are allowed", count);
        return 0;
    }
    if (count == 0) return 0;
    cJSON_ArrayForEach(item, array) names[i++] = json_text_item(&r->json, item);
    t->conditions = names;
    return count;
}

/* The outcomes in French, one label each. */
static void read_labels(struct manifest_reader *r, const cJSON *item, struct manifest_table *t) {
    const cJSON *array = json_member(item, "labels"), *label;
    uint32_t count = array ? json_array(&r->json, item, "labels") : 0, i = 0;
    const char **labels = arena_array(r->json.arena, count ? count : 1, sizeof *labels);
    t->outcome_labels = t->outcomes;
    if (!cJSON_IsArray(array)) return;
    cJSON_ArrayForEach(label, array) labels[i++] = json_text_item(&r->json, label);
    if (count == t->outcome_count) {
        t->outcome_labels = labels;
    } else {
        json_fault(&r->json, array, "P218", "give one label for each outcome", "%u labels for %u outcomes", count,
                   t->outcome_count);
    }
}

static void read_table(struct manifest_reader *r, const cJSON *item, struct manifest_table *t) {
    const cJSON *outcome, *array;
    struct name_list outcomes;
    uint32_t count;
    if (!json_object(&r->json, item, &shape_table)) {
        name_add(r, &r->tables, NULL, item);
        return;
    }
    name_add(r, &r->tables, json_name(&r->json, item, "code", JSON_CODE), json_member(item, "code"));
    t->code = r->tables.names[r->tables.count - 1];
    t->label = json_text(&r->json, item, "label");
    array = json_member(item, "outcomes");
    count = json_array(&r->json, item, "outcomes");
    outcomes = name_list_new(r, count);
    if (cJSON_IsArray(array) && (count == 0 || count > MAX_OUTCOMES)) {
        json_fault(&r->json, array, "P218", "list the outcomes", "%u outcomes; 1 to %d are allowed", count,
                   MAX_OUTCOMES);
        count = 0;
    }
    if (count > 0)
        cJSON_ArrayForEach(outcome, array)
            name_add(r, &outcomes, json_name_item(&r->json, outcome, JSON_NAME), outcome);
    t->outcomes = outcomes.names;
    t->outcome_count = outcomes.count;
    read_labels(r, item, t);
    read_rows(r, item, read_conditions(r, item, t), &outcomes, t);
}

void read_tables(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "tables"), i;
    struct caqes_table *abi_tables = arena_array(r->json.arena, count ? count : 1, sizeof *abi_tables);
    const cJSON *item;
    r->tables = name_list_new(r, count);
    r->m->tables = arena_array(r->json.arena, count ? count : 1, sizeof *r->m->tables);
    if (count > 0)
        cJSON_ArrayForEach(item, json_member(r->json.root, "tables"))
            read_table(r, item, &r->m->tables[r->m->table_count++]);
    for (i = 0; i < count; i++) abi_tables[i] = r->m->tables[i].table;
    r->m->abi_tables = abi_tables;
}
