/* SPDX-License-Identifier: MIT
 *
 * Inputs of a manifest, spread over their periods. */
#include "host/plugin/manifest_read.h"

#include <string.h>

/* Bits of the periods that an input declares; at least one. */
static uint32_t read_periods(struct manifest_reader *r, const cJSON *object) {
    const cJSON *array = json_member(object, "periods");
    uint32_t periods = json_words(&r->json, object, "periods", period_words, PERIOD_WORDS, "a period");
    if (cJSON_IsArray(array) && cJSON_GetArraySize(array) == 0)
        json_fault(&r->json, array, "P215", "write [\"N\"], or remove \"periods\"", "no period");
    return periods ? periods : 1;
}

/* "N-MM" or "N+K-MM": the month, and how many years after N, in which the value for N is out. */
static void read_released(struct manifest_reader *r, const cJSON *object, struct manifest_input *input) {
    const char *text = json_text(&r->json, object, "released"), *month = text;
    if (!text) return;
    if (*month == 'N') month++;
    if (month[0] == '+' && month[1] >= '0' && month[1] <= '3') month += 2;
    if (*text == 'N' && month[0] == '-' && strspn(month + 1, "0123456789") == 2 && month[3] == '\0')
        input->released_month = (uint32_t)(month[1] - '0') * 10 + (uint32_t)(month[2] - '0');
    if (text[1] == '+') input->released_year = (uint32_t)(text[2] - '0');
    if (input->released_month >= 1 && input->released_month <= 12) return;
    json_fault(&r->json, json_member(object, "released"), "P210",
               "write \"N-12\" for December of the exercice, \"N+1-04\" for April of the year after, up to N+3",
               "badly formed month of release");
}

static void read_entities(struct manifest_reader *r, const cJSON *object, bool typed, struct manifest_input *input) {
    static const struct {
        enum wanted wanted;
        const char *of;
    } rules[ENTITIES_WORDS] = {[ENTITIES_NONE] = {A_VALUE, ""},           [ENTITIES_SUM] = {A_NUMBER, "numbers"},
                               [ENTITIES_ALL] = {A_YES_NO, "a yes_no"},   [ENTITIES_WORST] = {A_CLASS, "a class"},
                               [ENTITIES_LOWEST] = {A_NUMBER, "numbers"}, [ENTITIES_HIGHEST] = {A_NUMBER, "numbers"}};
    const cJSON *item = json_member(object, "entities");
    int32_t word = item ? json_word(&r->json, item, entities_words, ENTITIES_WORDS, "a rule for entities") : -1;
    if (word < 0) return;
    input->entities = (enum entities_rule)word;
    if (typed && !suits(input->spec.type, rules[word].wanted))
        json_fault(&r->json, item, "P216",
                   "of numbers write sum, lowest or highest; of a yes_no, all; of a class, worst; or none",
                   "\"%s\" is for %s", entities_words[word], rules[word].of);
}

static void read_two_yearly(struct manifest_reader *r, const cJSON *object, uint32_t periods,
                            struct manifest_input *input) {
    input->two_yearly = json_flag(&r->json, object, "two_yearly");
    if (input->two_yearly && (periods & 3U) != 3U)
        json_fault(&r->json, json_member(object, "two_yearly"), "P216",
                   "write \"periods\": [\"N\", \"N-1\"], or add \"N-2\" to them",
                   "a two-yearly value for N may be that of N-1: both periods are needed");
}

/* One slot per period, in the order N, N-1, N-2. */
static void spread_input(struct manifest_reader *r, const struct manifest_input *input, const char *name,
                         uint32_t periods, struct input_group *group) {
    uint32_t p;
    for (p = 0; p < PERIOD_WORDS; p++) {
        struct manifest_input *slot = &r->m->inputs[r->m->input_count];
        group->slots[p] = -1;
        if (!((periods >> p) & 1U)) continue;
        *slot = *input;
        slot->period = p;
        slot->spec.name = name;
        if (p > 0 && name[0]) {
            slot->spec.name = arena_format(r->json.arena, "%s@%s", name, period_words[p]);
            slot->spec.label = arena_format(r->json.arena, "%s (%s)", input->spec.label, period_words[p]);
        }
        group->slots[p] = (int32_t)r->m->input_count++;
    }
}

static void read_input(struct manifest_reader *r, const cJSON *item) {
    struct manifest_input input = {0};
    struct input_group *group = &r->groups[r->inputs.count];
    uint32_t periods;
    group->at = item;
    if (!json_object(&r->json, item, &shape_input)) {
        memset(group->slots, -1, sizeof group->slots);
        name_add(r, &r->inputs, NULL, item);
        return;
    }
    name_add(r, &r->inputs, json_name(&r->json, item, "name", JSON_NAME), json_member(item, "name"));
    group->typed = read_spec(r, item, INPUT_TYPE_WORDS, &input.spec);
    input.producer = json_text(&r->json, item, "producer");
    input.required = json_flag(&r->json, item, "required");
    input.scope = json_text(&r->json, item, "scope");
    if (!input.scope) input.scope = "";
    read_released(r, item, &input);
    read_entities(r, item, group->typed, &input);
    periods = read_periods(r, item);
    read_two_yearly(r, item, periods, &input);
    spread_input(r, &input, r->inputs.names[r->inputs.count - 1], periods, group);
}

void read_inputs(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "inputs");
    const cJSON *item;
    r->inputs = name_list_new(r, count);
    r->groups = arena_array(r->json.arena, count ? count : 1, sizeof *r->groups);
    r->m->inputs = arena_array(r->json.arena, count ? (size_t)count * PERIOD_WORDS : 1, sizeof *r->m->inputs);
    if (count == 0) return;
    cJSON_ArrayForEach(item, json_member(r->json.root, "inputs")) read_input(r, item);
}
