/* SPDX-License-Identifier: MIT
 *
 * From the names of inputs that an indicator uses to slots: each must exist, for its period, with a type that
 * the formula can use. */
#include "host/plugin/manifest_read.h"

#include <string.h>

bool suits(enum value_type type, enum wanted wanted) {
    switch (wanted) {
    case A_YES_NO: return type == TYPE_YES_NO;
    case A_CLASS: return type == TYPE_CLASS;
    case A_VALUE: return true;
    default: return type == TYPE_INTEGER || type == TYPE_EUROS || type == TYPE_RATE || type == TYPE_DECIMAL;
    }
}

/* Period of "name@N-1", 0 (N) without any suffix, -1 for an unknown suffix. `length` is then that of the name. */
static int32_t period_of(const char *reference, size_t *length) {
    const char *at = strchr(reference, '@');
    int32_t p;
    *length = at ? (size_t)(at - reference) : strlen(reference);
    if (!at) return 0;
    for (p = 1; p < PERIOD_WORDS; p++)
        if (strcmp(at + 1, period_words[p]) == 0) return p;
    return -1;
}

static void refuse_reference(struct manifest_reader *r, const cJSON *item) {
    const struct manifest *m = r->m;
    const char **known = arena_array(r->json.arena, m->input_count ? m->input_count : 1, sizeof *known);
    uint32_t i;
    for (i = 0; i < m->input_count; i++) known[i] = m->inputs[i].spec.name;
    json_unknown(&r->json, item, "P213", known, m->input_count, "an input");
}

/* The declared input behind a reference, or NULL after a message. */
static struct input_group *find_group(struct manifest_reader *r, const cJSON *item, int32_t *period) {
    const char *reference = json_text_item(&r->json, item);
    size_t length;
    int32_t found;
    if (!reference) return NULL;
    *period = period_of(reference, &length);
    found = *period < 0 ? -1 : name_find(&r->inputs, arena_copy(r->json.arena, reference, length));
    if (found < 0 || length == 0) {
        refuse_reference(r, item);
        return NULL;
    }
    r->groups[found].read = true;
    return &r->groups[found];
}

static bool check_type(struct manifest_reader *r, const cJSON *item, const struct input_group *group, int32_t slot,
                       enum wanted wanted) {
    static const char *const wants[] = {"a number (integer, euros, rate or decimal)", "a yes_no", "a class", "a value"};
    if (!group->typed) return false; /* already reported */
    if (suits(r->m->inputs[slot].spec.type, wanted)) return true;
    json_fault(&r->json, item, "P214", "name another input, or change the kind of what reads it",
               "an input of type \"%s\"; what is read here is %s", type_words[r->m->inputs[slot].spec.type],
               wants[wanted]);
    return false;
}

/* Slot of an input for the period that the reference says, or -1. */
int32_t resolve_input(struct manifest_reader *r, const cJSON *item, enum wanted wanted) {
    int32_t period = 0, slot;
    struct input_group *group = find_group(r, item, &period);
    if (!group) return -1;
    slot = group->slots[period];
    if (slot < 0) {
        json_fault(&r->json, item, "P214",
                   arena_format(r->json.arena, "add \"%s\" to its \"periods\", or name a period that it has",
                                period_words[period]),
                   "this input declares no period %s", period_words[period]);
        return -1;
    }
    return check_type(r, item, group, slot, wanted) ? slot : -1;
}

/* A list of inputs into *slots. Numbers that are added must be of one type. */
uint32_t resolve_list(struct manifest_reader *r, const cJSON *object, const char *key, enum wanted wanted,
                      const uint32_t **slots) {
    uint32_t count = json_array(&r->json, object, key), filled = 0, i;
    uint32_t *list = arena_array(r->json.arena, count ? count : 1, sizeof *list);
    const cJSON *item, *array = json_member(object, key);
    *slots = list;
    if (cJSON_IsArray(array) && count == 0)
        json_fault(&r->json, array, "P215", "name at least one input", "empty list");
    if (count == 0) return 0;
    cJSON_ArrayForEach(item, array) {
        int32_t slot = resolve_input(r, item, wanted);
        if (slot < 0) continue;
        for (i = 0; i < filled && list[i] != (uint32_t)slot; i++) {
        }
        if (i < filled) json_fault(&r->json, item, "P212", "write it once", "input written twice");
        if (wanted != A_VALUE && filled > 0 && r->m->inputs[slot].spec.type != r->m->inputs[list[0]].spec.type)
            json_fault(&r->json, item, "P214", "add inputs of one type only", "a \"%s\" cannot be added to a \"%s\"",
                       type_words[r->m->inputs[slot].spec.type], type_words[r->m->inputs[list[0]].spec.type]);
        list[filled++] = (uint32_t)slot;
    }
    return filled;
}

static void resolve_single(struct manifest_reader *r, const cJSON *object, enum wanted wanted,
                           struct manifest_indicator *i) {
    const cJSON *item = json_member(object, "input");
    uint32_t *list = arena_array(r->json.arena, 1, sizeof *list);
    int32_t slot = item ? resolve_input(r, item, wanted) : -1;
    if (slot < 0) return;
    list[0] = (uint32_t)slot;
    i->numerator = list;
    i->numerator_count = 1;
}

/* Growth and progress read one input twice: N, then N-1. */
static void resolve_change(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    const cJSON *item = json_member(object, "input");
    uint32_t *list = arena_array(r->json.arena, 2, sizeof *list);
    int32_t period = 0;
    struct input_group *group = item ? find_group(r, item, &period) : NULL;
    enum wanted wanted = A_NUMBER;
    if (!group) return;
    if (period != 0) {
        json_fault(&r->json, item, "P214", "write its name without a period", "a %s reads both N and N-1",
                   indicator_rules[i->kind].word);
        return;
    }
    if (group->slots[0] < 0 || group->slots[1] < 0) {
        json_fault(&r->json, item, "P214", "write \"periods\": [\"N\", \"N-1\"] in this input",
                   "a %s needs an input for N and N-1; this one declares no period %s", indicator_rules[i->kind].word,
                   group->slots[0] < 0 ? "N" : "N-1");
        return;
    }
    if (group->typed && r->m->inputs[group->slots[0]].spec.type == TYPE_CLASS && i->kind == KIND_PROGRESS)
        wanted = A_CLASS;
    if (!check_type(r, item, group, group->slots[0], wanted)) return;
    list[0] = (uint32_t)group->slots[0];
    list[1] = (uint32_t)group->slots[1];
    i->numerator = list;
    i->numerator_count = 2;
}

/* "at_least": from 1 to the number of its inputs. */
static void resolve_at_least(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    uint32_t named = (uint32_t)cJSON_GetArraySize(json_member(object, "inputs"));
    i->numerator_count = resolve_list(r, object, "inputs", A_YES_NO, &i->numerator);
    if (named > 0) json_whole(&r->json, object, "at_least", 1, named, &i->at_least);
}

static void resolve_class(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    const cJSON *item, *array = json_member(object, "accepted");
    uint32_t count = json_array(&r->json, object, "accepted");
    const struct value_spec *spec;
    resolve_single(r, object, A_CLASS, i);
    if (cJSON_IsArray(array) && count == 0)
        json_fault(&r->json, array, "P215", "name at least one class", "empty list");
    if (count == 0 || i->numerator_count == 0) return;
    spec = &r->m->inputs[i->numerator[0]].spec;
    cJSON_ArrayForEach(item, array) {
        int32_t class = json_word(&r->json, item, spec->classes, spec->class_count, "a class of this input");
        if (class >= 0 && ((i->accepted >> class) & 1U))
            json_fault(&r->json, item, "P212", "write it once", "class written twice");
        if (class >= 0) i->accepted |= 1U << class;
    }
}

void resolve_inputs(struct manifest_reader *r, const cJSON *indicator, struct manifest_indicator *i) {
    switch (i->kind) {
    case KIND_RATIO:
        i->numerator_count = resolve_list(r, indicator, "numerator", A_NUMBER, &i->numerator);
        i->denominator_count = resolve_list(r, indicator, "denominator", A_NUMBER, &i->denominator);
        break;
    case KIND_GROWTH:
    case KIND_PROGRESS: resolve_change(r, indicator, i); break;
    case KIND_VALUE: resolve_single(r, indicator, A_NUMBER, i); break;
    case KIND_YES_NO: resolve_single(r, indicator, A_YES_NO, i); break;
    case KIND_ALL_OF: i->numerator_count = resolve_list(r, indicator, "inputs", A_YES_NO, &i->numerator); break;
    case KIND_AT_LEAST: resolve_at_least(r, indicator, i); break;
    case KIND_CLASS: resolve_class(r, indicator, i); break;
    case KIND_CODE: break;
    }
}
