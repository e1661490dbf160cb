/* SPDX-License-Identifier: MIT
 *
 * Statistics of the population that the ciblage compares an establishment with (annex 5: the regional or national
 * mean of a comparable activity). */
#include "host/plugin/manifest_read.h"

#include <string.h>

enum { MOST_ESTABLISHMENTS = 1000000 };

/* A sum has the type of what is added, a count is whole; neither has bounds. */
static void set_type(const struct manifest_reader *r, int32_t input, struct manifest_aggregate *a) {
    a->spec.type = TYPE_INTEGER;
    if (input < 0) return;
    a->input = (uint32_t)input;
    if (a->statistic == STATISTIC_COUNT) return;
    a->spec.type = r->m->inputs[input].spec.type;
    a->spec.decimals = r->m->inputs[input].spec.decimals;
    a->spec.unit = r->m->inputs[input].spec.unit;
}

static void read_with(struct manifest_reader *r, const cJSON *item, int32_t input, struct manifest_aggregate *a) {
    uint32_t i;
    if (!json_member(item, "with")) return;
    a->with_count = resolve_list(r, item, "with", A_VALUE, &a->with);
    for (i = 0; i < a->with_count; i++)
        if ((int32_t)a->with[i] == input)
            json_fault(&r->json, json_member(item, "with"), "P212", "leave it in \"input\" only",
                       "input written twice");
}

static void read_group(struct manifest_reader *r, const cJSON *item, struct manifest_aggregate *a) {
    const cJSON *by = json_member(item, "by"), *at_least = json_member(item, "at_least");
    a->by = json_words(&r->json, item, "by", group_words, GROUP_WORDS, "a way to group establishments");
    if (cJSON_IsArray(by) && cJSON_GetArraySize(by) == 0)
        json_fault(&r->json, by, "P215", "remove \"by\": the statistic is then over everybody", "empty list");
    json_whole(&r->json, item, "at_least", 1, MOST_ESTABLISHMENTS, &a->at_least);
    if (at_least && !(a->by & BY_REGION))
        json_fault(&r->json, at_least, "P216", "add \"region\" to \"by\", or remove \"at_least\"",
                   "a group that is too small widens to all regions: it must be one of a region");
}

static void read_aggregate(struct manifest_reader *r, const cJSON *item, struct name_list *names) {
    struct manifest_aggregate *a = &r->m->aggregates[r->m->aggregate_count++];
    const cJSON *statistic, *reference;
    int32_t word, input;
    a->spec.name = a->spec.unit = "";
    if (!json_object(&r->json, item, &shape_aggregate)) return;
    name_add(r, names, json_name(&r->json, item, "name", JSON_NAME), json_member(item, "name"));
    a->spec.name = names->names[names->count - 1];
    a->spec.label = json_text(&r->json, item, "label");
    statistic = json_member(item, "statistic");
    word = statistic ? json_word(&r->json, statistic, statistic_words, STATISTIC_WORDS, "a statistic") : -1;
    a->statistic = word == STATISTIC_SUM ? STATISTIC_SUM : STATISTIC_COUNT;
    reference = json_member(item, "input");
    input = reference ? resolve_input(r, reference, a->statistic == STATISTIC_SUM ? A_NUMBER : A_VALUE) : -1;
    set_type(r, input, a);
    read_with(r, item, input, a);
    read_group(r, item, a);
}

void read_aggregates(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "aggregates");
    struct name_list names = name_list_new(r, count);
    const cJSON *item, *array = json_member(r->json.root, "aggregates");
    r->m->aggregates = arena_array(r->json.arena, count ? count : 1, sizeof *r->m->aggregates);
    if (array && r->m->is_volet && !json_member(r->json.root, "targeting"))
        json_fault(&r->json, array, "P216", "add \"targeting\", or remove \"aggregates\"",
                   "only the ciblage sees statistics of the population");
    if (count > 0) cJSON_ArrayForEach(item, array) read_aggregate(r, item, &names);
}
