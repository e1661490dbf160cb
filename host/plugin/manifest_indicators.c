/* SPDX-License-Identifier: MIT
 *
 * Indicators of a manifest, and the parameters that each brings: target, coefficient, gradation, tolerance. */
#include "host/plugin/manifest_read.h"

#include <string.h>

enum { RATE_DECIMALS = 6 };

/* Appends an implicit parameter, "cible.CODE"; returns its slot. */
static uint32_t add_parameter(struct manifest_reader *r, const struct manifest_indicator *i, const char *prefix,
                              const char *label, struct manifest_parameter *p) {
    struct manifest *m = r->m;
    p->spec.name = arena_format(r->json.arena, "%s.%s", prefix, i->code);
    p->spec.label = arena_format(r->json.arena, "%s : %s", label, i->label);
    p->spec.unit = p->spec.unit ? p->spec.unit : "";
    p->convention = "";
    p->indicator = (int32_t)(i - m->indicators);
    m->parameters[m->parameter_count] = *p;
    return m->input_count + m->parameter_count++;
}

/* Type of what a target is compared with: of the input for a value (within its bounds) or a change, whole classes
 * for a change of class, a rate for the others. */
static struct value_spec value_type(const struct manifest_reader *r, const struct manifest_indicator *i) {
    struct value_spec rate = {.type = TYPE_RATE, .decimals = RATE_DECIMALS}, spec;
    const struct value_spec *input = i->numerator_count ? &r->m->inputs[i->numerator[0]].spec : NULL;
    if (!input || (i->kind != KIND_VALUE && i->kind != KIND_PROGRESS)) return rate;
    spec = (struct value_spec){.type = input->type, .decimals = input->decimals, .unit = input->unit};
    if (spec.type == TYPE_CLASS) spec.type = TYPE_INTEGER;
    if (i->kind != KIND_VALUE) return spec;
    spec.has_min = input->has_min;
    spec.has_max = input->has_max;
    spec.min = input->min;
    spec.max = input->max;
    return spec;
}

static void add_target(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    struct manifest_parameter p = {.set_by = SET_BY_NATIONAL | SET_BY_REGION | SET_BY_CONTRACT};
    const cJSON *target = json_member(object, "target");
    p.spec = value_type(r, i);
    if (json_object(&r->json, target, &shape_target)) read_setting(r, target, &p);
    i->target_slot = (int32_t)add_parameter(r, i, "cible", "Cible", &p);
}

static void add_coefficient(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    struct manifest_parameter p = {.set_by = SET_BY_NATIONAL | SET_BY_REGION | SET_BY_CONTRACT};
    const cJSON *coefficient = json_member(object, "coefficient");
    p.spec.type = TYPE_DECIMAL;
    p.spec.decimals = RATE_DECIMALS;
    p.spec.has_min = true;
    if (coefficient && json_object(&r->json, coefficient, &shape_coefficient)) read_setting(r, coefficient, &p);
    if (!p.has_default) {
        p.has_default = true;
        p.default_value = 1000000;
    }
    i->coefficient_slot = add_parameter(r, i, "coefficient", "Coefficient", &p);
}

/* Attainment between 0 and 1 by the value of the indicator; off until the nation or a region gives points. */
static void add_gradation(struct manifest_reader *r, struct manifest_indicator *i) {
    struct manifest_parameter p = {.set_by = SET_BY_NATIONAL | SET_BY_REGION};
    p.spec.type = TYPE_CURVE;
    p.spec.decimals = RATE_DECIMALS;
    p.spec.curve_kind = CAQES_CURVE_LINEAR;
    p.spec.has_min = p.spec.has_max = true;
    p.spec.max = 1000000;
    i->gradation_slot = add_parameter(r, i, "gradation", "Gradation", &p);
}

/* What a value may fall short of its target by; none until someone sets it. */
static void add_tolerance(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    struct manifest_parameter p = {.set_by = SET_BY_NATIONAL | SET_BY_REGION};
    const cJSON *tolerance = json_member(object, "tolerance");
    if (tolerance && i->target_slot < 0 && (i->kind == KIND_CODE || i->kind == KIND_PROGRESS))
        json_fault(&r->json, tolerance, "P216", "add a \"target\", or remove \"tolerance\"",
                   "a tolerance needs a \"target\"");
    if (i->target_slot < 0) return;
    p.spec = value_type(r, i);
    p.spec.has_min = true;
    p.spec.has_max = false;
    p.spec.min = 0;
    if (tolerance && json_object(&r->json, tolerance, &shape_tolerance)) read_setting(r, tolerance, &p);
    i->tolerance_slot = (int32_t)add_parameter(r, i, "tolerance", "Tolérance", &p);
}

static void read_absence(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    const cJSON *absence = json_member(object, "absence");
    i->absence_is_missed =
        absence && json_word(&r->json, absence, absence_words, ABSENCE_WORDS, "a rule for absence") == 1;
}

static void read_champs(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    uint32_t count = json_array(&r->json, object, "champs");
    struct name_list champs = name_list_new(r, count);
    const cJSON *item, *array = json_member(object, "champs");
    if (cJSON_IsArray(array) && count == 0)
        json_fault(&r->json, array, "P215", "remove \"champs\": the indicator then applies to all", "empty list");
    if (count == 0) return;
    cJSON_ArrayForEach(item, array) name_add(r, &champs, json_text_item(&r->json, item), item);
    i->champs = champs.names;
    i->champ_count = count;
}

static const char *default_unit(const struct manifest_reader *r, const struct manifest_indicator *i) {
    if (i->kind == KIND_CODE && i->target_slot < 0) return "yes_no";
    if (indicator_rules[i->kind].unit) return indicator_rules[i->kind].unit;
    if (i->numerator_count == 0) return "number";
    switch (r->m->inputs[i->numerator[0]].spec.type) {
    case TYPE_INTEGER: return "count";
    case TYPE_EUROS: return "euros";
    case TYPE_RATE: return "rate";
    default: return "number";
    }
}

/* Of a number it says which change is for the better; a class is the better, the nearer to the first. */
static void check_progress(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    const cJSON *direction = json_member(object, "direction");
    bool class = i->numerator_count > 0 && r->m->inputs[i->numerator[0]].spec.type == TYPE_CLASS;
    if (class) i->direction = DIRECTION_LOWER;
    if (class && direction)
        json_fault(&r->json, direction, "P216", "remove it: the first of its \"values\" is the best",
                   "the progress of a class has no \"direction\"");
    if (!class && i->numerator_count > 0 && !direction)
        json_fault(&r->json, object, "P216", "add \"direction\": \"higher\" or \"lower\"",
                   "the progress of a number needs a \"direction\"");
}

static void read_direction(struct manifest_reader *r, const cJSON *object, struct manifest_indicator *i) {
    const cJSON *direction = json_member(object, "direction"), *target = json_member(object, "target");
    int32_t word = direction ? json_word(&r->json, direction, direction_words, DIRECTION_WORDS, "a direction") : -1;
    i->direction = word == 1 ? DIRECTION_LOWER : DIRECTION_HIGHER;
    if (i->kind == KIND_PROGRESS) check_progress(r, object, i);
    if (i->kind != KIND_CODE) return;
    if (target && !direction)
        json_fault(&r->json, object, "P216", "add \"direction\": \"higher\" or \"lower\"",
                   "a target needs a \"direction\"");
    if (!target && i->direction == DIRECTION_LOWER)
        json_fault(&r->json, direction, "P216", "add a \"target\", or remove \"direction\"",
                   "without a target, the value 1 reaches the indicator and 0 does not");
}

/* What is left of an indicator once its kind is known. */
static void read_of_kind(struct manifest_reader *r, const cJSON *item, struct manifest_indicator *i) {
    const struct indicator_rule *rule = &indicator_rules[i->kind];
    const cJSON *unit = json_member(item, "unit");
    int32_t word;
    json_object(&r->json, item, &rule->shape);
    resolve_inputs(r, item, i);
    if (rule->has_target) read_direction(r, item, i);
    if (rule->has_target && json_member(item, "target")) add_target(r, item, i);
    add_coefficient(r, item, i);
    add_gradation(r, i);
    read_champs(r, item, i);
    read_absence(r, item, i);
    i->unit = default_unit(r, i);
    if (!unit) return;
    word = json_word(&r->json, unit, indicator_unit_words, INDICATOR_UNIT_WORDS, "a unit");
    if (word >= 0) i->unit = indicator_unit_words[word];
}

static void read_indicator(struct manifest_reader *r, const cJSON *item) {
    static const char *kinds[INDICATOR_KINDS];
    struct manifest_indicator *i = &r->m->indicators[r->m->indicator_count];
    const cJSON *kind;
    int32_t word;
    size_t k;
    for (k = 0; k < INDICATOR_KINDS; k++) kinds[k] = indicator_rules[k].word;
    r->indicator_items[r->m->indicator_count++] = item;
    i->target_slot = i->tolerance_slot = -1;
    if (!cJSON_IsObject(item)) {
        json_fault(&r->json, item, "P208", "write { ... }", "expected an object (indicator)");
        name_add(r, &r->indicators, NULL, item);
        return;
    }
    name_add(r, &r->indicators, json_name(&r->json, item, "code", JSON_CODE), json_member(item, "code"));
    i->code = r->indicators.names[r->indicators.count - 1];
    i->label = json_text(&r->json, item, "label");
    i->article = json_text(&r->json, item, "article");
    if (!i->label) i->label = "";
    kind = json_member(item, "kind");
    if (!kind) {
        json_fault(&r->json, item, "P207", "add \"kind\"", "\"kind\" is missing");
        return;
    }
    word = json_word(&r->json, kind, kinds, INDICATOR_KINDS, "a kind of indicator");
    if (word < 0) return;
    i->kind = (enum indicator_kind)word;
    if (i->kind == KIND_CODE) i->measure_output = r->m->coded_count++;
    read_of_kind(r, item, i);
}

/* Without code, an input that no indicator reads would be asked of every hospital for nothing. */
void check_inputs_read(struct manifest_reader *r) {
    uint32_t g;
    if (r->m->is_volet || r->m->coded_count > 0) return;
    for (g = 0; g < r->inputs.count; g++)
        if (!r->groups[g].read)
            json_warn(&r->json, r->groups[g].at, "P236", "remove it, or use it in an indicator",
                      "no indicator reads the input \"%s\"", r->inputs.names[g]);
}

void read_indicators(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "indicators"), room = count ? count : 1;
    const cJSON *item, *array = json_member(r->json.root, "indicators");
    uint32_t i;
    r->indicators = name_list_new(r, count);
    r->indicator_items = arena_array(r->json.arena, room, sizeof *r->indicator_items);
    r->owners = arena_array(r->json.arena, room, sizeof *r->owners);
    r->m->indicators = arena_array(r->json.arena, room, sizeof *r->m->indicators);
    if (cJSON_IsArray(array) && count == 0 && !r->m->is_volet && json_member(r->json.root, "kind"))
        json_fault(&r->json, array, "P215", "declare at least one indicator", "a set of indicators is empty");
    if (count > 0) cJSON_ArrayForEach(item, array) read_indicator(r, item);
    for (i = 0; i < r->m->indicator_count; i++) add_tolerance(r, r->indicator_items[i], &r->m->indicators[i]);
}
