/* SPDX-License-Identifier: MIT
 *
 * Obligations of a manifest, each indicator in exactly one of them; then what the verbs give. */
#include "host/plugin/manifest_read.h"

#include <string.h>

static void read_obligation_indicators(struct manifest_reader *r, const cJSON *object, struct manifest_obligation *o) {
    uint32_t count = json_array(&r->json, object, "indicators");
    uint32_t *list = arena_array(r->json.arena, count ? count : 1, sizeof *list);
    const cJSON *item, *array = json_member(object, "indicators");
    if (cJSON_IsArray(array) && count == 0)
        json_fault(&r->json, array, "P215", "name at least one indicator", "an obligation needs an indicator");
    o->indicators = list;
    if (count == 0) return;
    cJSON_ArrayForEach(item, array) {
        int32_t found = name_resolve(r, &r->indicators, item, "an indicator");
        if (found < 0) continue;
        if (r->owners[found]++ > 0)
            json_fault(&r->json, item, "P231", "leave it in one obligation", "indicator already in an obligation");
        list[o->indicator_count++] = (uint32_t)found;
    }
}

static void read_obligation(struct manifest_reader *r, const cJSON *item, struct name_list *codes) {
    struct manifest_obligation *o = &r->m->obligations[r->m->obligation_count++];
    const cJSON *role;
    int32_t word;
    if (!json_object(&r->json, item, &shape_obligation)) return;
    name_add(r, codes, json_name(&r->json, item, "code", JSON_CODE), json_member(item, "code"));
    o->code = codes->names[codes->count - 1];
    o->label = json_text(&r->json, item, "label");
    o->article = json_text(&r->json, item, "article");
    o->volet = json_name(&r->json, item, "volet", JSON_NAME);
    if (o->volet && r->m->is_volet && r->m->volet && strcmp(o->volet, r->m->volet) != 0)
        json_fault(&r->json, json_member(item, "volet"), "P231",
                   arena_format(r->json.arena, "write \"%s\"", r->m->volet),
                   "the obligations of a volet's plugin are of its own volet");
    role = json_member(item, "role");
    word = role ? json_word(&r->json, role, role_words, ROLE_WORDS, "a role") : -1;
    if (word >= 0) o->role = 1U << word;
    if (o->role == CAQES_PRINCIPAL && !r->m->is_volet)
        json_fault(&r->json, role, "P231", "write \"complementaire\"",
                   "a set of indicators has no principal obligation: what triggers an amount is the volet's");
    read_obligation_indicators(r, item, o);
}

void read_obligations(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "obligations"), i;
    struct name_list codes = name_list_new(r, count);
    const cJSON *item;
    r->m->obligations = arena_array(r->json.arena, count ? count : 1, sizeof *r->m->obligations);
    if (count > 0) cJSON_ArrayForEach(item, json_member(r->json.root, "obligations")) read_obligation(r, item, &codes);
    for (i = 0; i < r->m->indicator_count; i++)
        if (r->owners[i] == 0 && r->indicators.names[i][0]) /* one without a name cannot be named */
            json_fault(&r->json, r->indicator_items[i], "P231", "add it to the \"indicators\" of one obligation",
                       "no obligation names this indicator");
}

/* ---- Outputs -------------------------------------------------------------------------------- */

/* What a ground opens, and what becomes of an establishment whose datum is missing. */
static void read_ground(struct manifest_reader *r, const cJSON *item, struct manifest_output *o) {
    static const char *const missing[] = {"ars"};
    const cJSON *opens = json_member(item, "opens"), *if_missing = json_member(item, "if_missing");
    o->opens = json_words(&r->json, item, "opens", opens_words, OPENS_WORDS, "what a ground opens");
    if (cJSON_IsArray(opens) && cJSON_GetArraySize(opens) == 0)
        json_fault(&r->json, opens, "P215", "write \"volet\", \"msap\" or both", "a ground opens something");
    o->missing_to_ars = if_missing && json_word(&r->json, if_missing, missing, 1, "who decides") == 0;
}

static void read_output_of_kind(struct manifest_reader *r, const cJSON *item, struct manifest_output *o) {
    const cJSON *member;
    int32_t found;
    json_object(&r->json, item, &output_rules[o->kind].shape);
    switch (o->kind) {
    case OUTPUT_AMOUNT: o->nature = json_name(&r->json, item, "nature", JSON_NAME); break;
    case OUTPUT_FACT:
        member = json_member(item, "unit");
        found = member ? json_word(&r->json, member, fact_unit_words, FACT_UNIT_WORDS, "a unit") : -1;
        o->unit = found < 0 ? "" : fact_unit_words[found];
        break;
    case OUTPUT_GROUND: read_ground(r, item, o); break;
    case OUTPUT_OUTCOME:
        member = json_member(item, "table");
        found = member ? name_resolve(r, &r->tables, member, "a table") : -1;
        o->table = found < 0 ? 0 : (uint32_t)found;
        break;
    }
}

/* Money is of the settlement, grounds are of the ciblage. */
static void check_verb(struct manifest_reader *r, const cJSON *kind, enum output_kind found, bool targeting) {
    if (found == OUTPUT_AMOUNT && targeting)
        json_fault(&r->json, kind, "P216", "give a \"ground\", a \"fact\" or an \"outcome\"",
                   "the ciblage gives no amount");
    if (found == OUTPUT_GROUND && !targeting)
        json_fault(&r->json, kind, "P216", "move it to \"targeting\"", "a ground is of the ciblage");
}

static void read_output(struct manifest_reader *r, const cJSON *item, struct name_list *codes, bool targeting,
                        struct manifest_output *o) {
    static const char *kinds[OUTPUT_KINDS];
    const cJSON *kind;
    int32_t word;
    size_t k;
    for (k = 0; k < OUTPUT_KINDS; k++) kinds[k] = output_rules[k].word;
    if (!cJSON_IsObject(item)) {
        json_fault(&r->json, item, "P208", "write { ... }", "expected an object (output)");
        return;
    }
    name_add(r, codes, json_name(&r->json, item, "code", JSON_CODE), json_member(item, "code"));
    o->code = codes->names[codes->count - 1];
    o->label = json_text(&r->json, item, "label");
    o->article = json_text(&r->json, item, "article");
    kind = json_member(item, "kind");
    if (!kind) {
        json_fault(&r->json, item, "P207", "add \"kind\": amount, fact, outcome or ground", "\"kind\" is missing");
        return;
    }
    word = json_word(&r->json, kind, kinds, OUTPUT_KINDS, "a kind of output");
    if (word < 0) return;
    o->kind = (enum output_kind)word;
    check_verb(r, kind, o->kind, targeting);
    read_output_of_kind(r, item, o);
}

static struct manifest_output *read_output_list(struct manifest_reader *r, const char *key, bool targeting,
                                                uint32_t *count) {
    uint32_t i = 0, n = json_array(&r->json, r->json.root, key);
    struct manifest_output *outputs = arena_array(r->json.arena, n ? n : 1, sizeof *outputs);
    struct name_list codes = name_list_new(r, n);
    const cJSON *item, *array = json_member(r->json.root, key);
    if (cJSON_IsArray(array) && n == 0)
        json_fault(&r->json, array, "P215", "declare at least one output", "empty list");
    if (n > 0) cJSON_ArrayForEach(item, array) read_output(r, item, &codes, targeting, &outputs[i++]);
    *count = n;
    return outputs;
}

void read_outputs(struct manifest_reader *r) {
    r->m->outputs = read_output_list(r, "outputs", false, &r->m->output_count);
    r->m->targeting = read_output_list(r, "targeting", true, &r->m->targeting_count);
}
