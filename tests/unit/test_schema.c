/* SPDX-License-Identifier: MIT
 *
 * The published schema is the grammar of the parser: same keys, same required ones, same words. And every
 * manifest of this repository is read without a message. */
#include "check.h"

#include "host/plugin/manifest_keys.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *length) {
    char *bytes = calloc(1, MANIFEST_MAX_BYTES + 1);
    FILE *stream = fopen(path, "rb");
    if (!stream) fail_msg("cannot open %s", path);
    *length = fread(bytes, 1, MANIFEST_MAX_BYTES, stream);
    fclose(stream);
    return bytes;
}

static int load(void **state) {
    size_t length;
    char *text = read_file("sdk/schema/manifest.schema.json", &length);
    *state = cJSON_ParseWithLength(text, length);
    free(text);
    return *state ? 0 : -1;
}

static int unload(void **state) {
    cJSON_Delete(*state);
    return 0;
}

static const cJSON *member(const cJSON *object, const char *key) {
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    if (!found) fail_msg("the schema has no \"%s\"", key);
    return found;
}

static const cJSON *definition(const cJSON *schema, const char *name) {
    return strcmp(name, "manifest") == 0 ? schema : member(member(schema, "$defs"), name);
}

static bool has_string(const cJSON *array, const char *text) {
    const cJSON *item;
    cJSON_ArrayForEach(item, array) if (cJSON_IsString(item) && strcmp(item->valuestring, text) == 0) return true;
    return false;
}

static void same_keys(const cJSON *schema, const struct json_shape *shape) {
    const cJSON *d = definition(schema, shape->name), *properties = member(d, "properties"),
                *required = member(d, "required");
    size_t i, needed = 0;
    assert_true(cJSON_IsFalse(member(d, "additionalProperties")));
    for (i = 0; i < shape->count; i++) {
        const char *key = shape->keys[i].name;
        if (!cJSON_GetObjectItemCaseSensitive(properties, key))
            fail_msg("%s: \"%s\" is not in the schema", shape->name, key);
        if (has_string(required, key) != shape->keys[i].required)
            fail_msg("%s: \"%s\" required or not?", shape->name, key);
        if (shape->keys[i].required) needed++;
    }
    assert_int_equal(cJSON_GetArraySize(properties), shape->count);
    assert_int_equal(cJSON_GetArraySize(required), needed);
}

static void test_keys(void **state) {
    const struct json_shape *const shapes[] = {&shape_manifest,   &shape_abi,       &shape_years,  &shape_source,
                                               &shape_input,      &shape_parameter, &shape_target, &shape_coefficient,
                                               &shape_obligation, &shape_table,     &shape_row,    &shape_tolerance,
                                               &shape_aggregate};
    size_t i;
    for (i = 0; i < sizeof shapes / sizeof *shapes; i++) same_keys(*state, shapes[i]);
    for (i = 0; i < INDICATOR_KINDS; i++) same_keys(*state, &indicator_rules[i].shape);
    for (i = 0; i < OUTPUT_KINDS; i++) same_keys(*state, &output_rules[i].shape);
}

static void same_words(const cJSON *words, const char *const *known, size_t count) {
    size_t i;
    assert_int_equal(cJSON_GetArraySize(words), count);
    for (i = 0; i < count; i++) assert_string_equal(cJSON_GetArrayItem(words, (int)i)->valuestring, known[i]);
}

/* The enum of a property of a definition; of its elements when it is an array. */
static const cJSON *words_of(const cJSON *schema, const char *name, const char *property) {
    const cJSON *p = member(member(definition(schema, name), "properties"), property);
    const cJSON *reference = cJSON_GetObjectItemCaseSensitive(p, "$ref"), *items;
    if (reference) p = definition(schema, strrchr(reference->valuestring, '/') + 1);
    items = cJSON_GetObjectItemCaseSensitive(p, "items");
    return member(items ? items : p, "enum");
}

static void test_words(void **state) {
    const char *kinds[INDICATOR_KINDS], *outputs[OUTPUT_KINDS];
    const cJSON *schema = *state;
    size_t i;
    for (i = 0; i < INDICATOR_KINDS; i++) kinds[i] = indicator_rules[i].word;
    for (i = 0; i < OUTPUT_KINDS; i++) outputs[i] = output_rules[i].word;
    same_words(words_of(schema, "indicator", "kind"), kinds, INDICATOR_KINDS);
    same_words(words_of(schema, "output", "kind"), outputs, OUTPUT_GROUND);
    same_words(words_of(schema, "targeting_output", "kind"), outputs + 1, OUTPUT_KINDS - 1);
    same_words(words_of(schema, "input", "type"), type_words, INPUT_TYPE_WORDS);
    same_words(words_of(schema, "parameter", "type"), type_words, TYPE_WORDS);
    same_words(words_of(schema, "input", "periods"), period_words, PERIOD_WORDS);
    same_words(words_of(schema, "parameter", "set_by"), authority_words, AUTHORITY_WORDS);
    same_words(words_of(schema, "tolerance", "set_by"), authority_words, AUTHORITY_WORDS);
    same_words(words_of(schema, "input", "entities"), entities_words, ENTITIES_WORDS);
    same_words(words_of(schema, "aggregate", "statistic"), statistic_words, STATISTIC_WORDS);
    same_words(words_of(schema, "aggregate", "by"), group_words, GROUP_WORDS);
    same_words(words_of(schema, "output_ground", "opens"), opens_words, OPENS_WORDS);
    same_words(words_of(schema, "obligation", "role"), role_words, ROLE_WORDS);
    same_words(words_of(schema, "output_fact", "unit"), fact_unit_words, FACT_UNIT_WORDS);
    for (i = 0; i < INDICATOR_KINDS; i++) {
        same_words(words_of(schema, indicator_rules[i].shape.name, "unit"), indicator_unit_words, INDICATOR_UNIT_WORDS);
        same_words(words_of(schema, indicator_rules[i].shape.name, "absence"), absence_words, ABSENCE_WORDS);
        if (indicator_rules[i].has_target)
            same_words(words_of(schema, indicator_rules[i].shape.name, "direction"), direction_words, DIRECTION_WORDS);
    }
}

static size_t read_all(const char *pattern) {
    glob_t found = {0};
    size_t i, count, length;
    glob(pattern, 0, NULL, &found);
    count = found.gl_pathc;
    for (i = 0; i < count; i++) {
        struct arena arena = ARENA_EMPTY;
        struct diag diag = {.stream = stderr};
        char *text = read_file(found.gl_pathv[i], &length);
        if (!manifest_parse(text, length, found.gl_pathv[i], &arena, &diag) || diag.warnings > 0)
            fail_msg("%s is not read without a message", found.gl_pathv[i]);
        free(text);
        arena_free(&arena);
    }
    globfree(&found);
    return count;
}

static void test_repository(void **state) {
    (void)state;
    assert_true(read_all("plugins/*/manifest.json") >= 4);
    assert_true(read_all("plugins/regional/*/manifest.json") >= 1);
    assert_true(read_all("docs/examples/*/manifest.json") >= 6);
    assert_true(read_all("tests/fuzz/corpus/manifest/*.json") >= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys), cmocka_unit_test(test_words),
                                       cmocka_unit_test(test_repository)};
    return cmocka_run_group_tests(tests, load, unload);
}
