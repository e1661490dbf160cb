/* SPDX-License-Identifier: MIT
 *
 * Values of a manifest: their types, and declared parameters with their defaults. */
#include "host/plugin/curve_shape.h"
#include "host/plugin/manifest_read.h"

#include <string.h>

static const struct {
    enum value_type type;
    uint8_t decimals;
    uint32_t curve_kind;
} type_rules[TYPE_WORDS] = {
    {TYPE_INTEGER, 0, 0},
    {TYPE_EUROS, 2, 0},
    {TYPE_RATE, 6, 0},
    {TYPE_DECIMAL, 0, 0},
    {TYPE_YES_NO, 0, 0},
    {TYPE_CLASS, 0, 0},
    {TYPE_CURVE, CURVE_DECIMALS, CAQES_CURVE_STEPS},
    {TYPE_CURVE, CURVE_DECIMALS, CAQES_CURVE_LINEAR},
};

/* From COURSE_UP on. */
static const char *const course_words[] = {"up", "down"};

static const char *const yes_no_words[] = {"non", "oui"};

/* Reports a key that the type does not take, or one that it needs. */
static void check_key(struct manifest_reader *r, const cJSON *object, const char *key, bool allowed, bool needed,
                      const char *type) {
    const cJSON *member = json_member(object, key);
    if (member && !allowed)
        json_fault(&r->json, member, "P216", "remove it", "a value of type \"%s\" has no \"%s\"", type, key);
    if (!member && needed)
        json_fault(&r->json, object, "P216", arena_format(r->json.arena, "add \"%s\"", key),
                   "a value of type \"%s\" needs \"%s\"", type, key);
}

static void read_classes(struct manifest_reader *r, const cJSON *object, struct value_spec *spec) {
    uint32_t count = json_array(&r->json, object, "values");
    struct name_list classes = name_list_new(r, count);
    const cJSON *item, *values = json_member(object, "values");
    if (cJSON_IsArray(values) && (count == 0 || count > MANIFEST_MAX_CLASSES)) {
        json_fault(&r->json, values, "P218", "list them all", "%u classes; 1 to %d are allowed", count,
                   MANIFEST_MAX_CLASSES);
        return;
    }
    if (count == 0) return;
    cJSON_ArrayForEach(item, values) name_add(r, &classes, json_name_item(&r->json, item, JSON_VALUE), item);
    spec->classes = classes.names;
    spec->class_count = count;
}

/* "min" and "max"; of a curve they bound its y. */
static void read_bounds(struct manifest_reader *r, const cJSON *object, struct value_spec *spec) {
    const cJSON *min = json_member(object, "min"), *max = json_member(object, "max");
    spec->has_min = min && json_decimal(&r->json, min, spec->decimals, &spec->min);
    spec->has_max = max && json_decimal(&r->json, max, spec->decimals, &spec->max);
    if (spec->has_min && spec->has_max && spec->min > spec->max) {
        json_fault(&r->json, max, "P215", "write the smaller bound as \"min\"", "\"max\" is below \"min\", %s",
                   min->valuestring);
        spec->has_min = spec->has_max = false;
    }
}

/* Type, bounds, classes, unit and label. False when the type was not understood. */
bool read_spec(struct manifest_reader *r, const cJSON *object, size_t known_types, struct value_spec *spec) {
    const cJSON *item = json_member(object, "type");
    int32_t type = item ? json_word(&r->json, item, type_words, known_types, "a type") : -1;
    uint32_t decimals;
    bool number;
    spec->label = json_text(&r->json, object, "label");
    spec->unit = json_text(&r->json, object, "unit");
    if (!spec->label) spec->label = "";
    if (!spec->unit) spec->unit = "";
    if (type < 0) return false;
    spec->type = type_rules[type].type;
    spec->decimals = type_rules[type].decimals;
    spec->curve_kind = type_rules[type].curve_kind;
    number = spec->type != TYPE_YES_NO && spec->type != TYPE_CLASS;
    check_key(r, object, "decimals", spec->type == TYPE_DECIMAL, spec->type == TYPE_DECIMAL, type_words[type]);
    check_key(r, object, "values", spec->type == TYPE_CLASS, spec->type == TYPE_CLASS, type_words[type]);
    check_key(r, object, "monotone", spec->type == TYPE_CURVE, false, type_words[type]);
    check_key(r, object, "min", number, false, type_words[type]);
    check_key(r, object, "max", number, false, type_words[type]);
    if (spec->type == TYPE_DECIMAL) {
        if (!json_whole(&r->json, object, "decimals", 0, 9, &decimals)) return false;
        spec->decimals = (uint8_t)decimals;
    }
    if (spec->type == TYPE_CLASS) read_classes(r, object, spec);
    if (spec->type == TYPE_CURVE && json_member(object, "monotone"))
        spec->course =
            (enum curve_course)(1 + json_word(&r->json, json_member(object, "monotone"), course_words, 2, "a course"));
    if (number) read_bounds(r, object, spec);
    return true;
}

/* ---- Parameters ----------------------------------------------------------------------------- */

static bool in_bounds(const struct value_spec *spec, int64_t value) {
    return (!spec->has_min || value >= spec->min) && (!spec->has_max || value <= spec->max);
}

static bool read_point(struct manifest_reader *r, const cJSON *item, const struct value_spec *spec,
                       struct caqes_point *point, bool *rest) {
    const cJSON *x = cJSON_GetArrayItem(item, 0), *y = cJSON_GetArrayItem(item, 1);
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) != 2) {
        json_fault(&r->json, item, "P217", "write [\"60\", \"0\"]", "a point is a pair [x, y]");
        return false;
    }
    *rest = cJSON_IsString(x) && strcmp(x->valuestring, CURVE_REST) == 0;
    if (!*rest && !json_decimal(&r->json, x, CURVE_DECIMALS, &point->x)) return false;
    if (!json_decimal(&r->json, y, CURVE_DECIMALS, &point->y)) return false;
    if (in_bounds(spec, point->y)) return true;
    json_fault(&r->json, y, "P215", "stay between \"min\" and \"max\"", "out of bounds");
    return false;
}

/* What is declared monotone is. */
static void check_course(struct manifest_reader *r, const cJSON *array, const struct manifest_parameter *p,
                         const struct caqes_point *points, uint32_t count) {
    int32_t at = curve_turns_at(p->points_kind, points, count, p->spec.course);
    if (at < 0) return;
    json_fault(&r->json, cJSON_GetArrayItem(cJSON_GetArrayItem(array, at), 1), "P217",
               "correct it, or remove \"monotone\"", "this result goes %s while the value rises; \"monotone\" says %s",
               p->spec.course == COURSE_UP ? "down" : "up", course_words[p->spec.course - 1]);
}

static void read_points(struct manifest_reader *r, const cJSON *array, struct manifest_parameter *p) {
    uint32_t count = (uint32_t)cJSON_GetArraySize(array), i = 0;
    struct caqes_point *points = arena_array(r->json.arena, count ? count : 1, sizeof *points);
    bool *rest = arena_array(r->json.arena, count ? count : 1, sizeof *rest), sound = true;
    struct curve_fault fault;
    const cJSON *item;
    if (!cJSON_IsArray(array)) {
        json_fault(&r->json, array, "P208", "write [[\"60\", \"0\"], ..., [\"sinon\", \"1\"]]",
                   "expected a list of points");
        return;
    }
    cJSON_ArrayForEach(item, array) {
        sound = read_point(r, item, &p->spec, &points[i], &rest[i]) && sound;
        i++;
    }
    if (sound && !curve_shape(p->spec.curve_kind, points, rest, count, &p->points_kind, &fault)) {
        if (fault.point >= 0) array = cJSON_GetArrayItem(cJSON_GetArrayItem(array, fault.point), 0);
        json_fault(&r->json, array, "P217", fault.mend, "%s", fault.text);
    } else if (sound) {
        check_course(r, array, p, points, count);
    }
    p->points = points;
    p->point_count = count;
}

static void read_default(struct manifest_reader *r, const cJSON *item, struct manifest_parameter *p) {
    const struct value_spec *spec = &p->spec;
    int32_t word;
    p->has_default = true;
    switch (spec->type) {
    case TYPE_CURVE: read_points(r, item, p); return;
    case TYPE_YES_NO:
        word = json_word(&r->json, item, yes_no_words, 2, "an answer");
        p->default_value = word > 0;
        return;
    case TYPE_CLASS:
        word = json_word(&r->json, item, spec->classes, spec->class_count, "a value of this parameter");
        p->default_value = word > 0 ? word : 0;
        return;
    default: break;
    }
    if (json_decimal(&r->json, item, spec->decimals, &p->default_value) && !in_bounds(spec, p->default_value))
        json_fault(&r->json, item, "P215", "stay between \"min\" and \"max\", or change them", "default out of bounds");
}

static uint32_t read_authorities(struct manifest_reader *r, const cJSON *object) {
    return json_words(&r->json, object, "set_by", authority_words, AUTHORITY_WORDS, "an authority");
}

/* "set_by", "default" and, for a target, the bounds. p->spec holds the type, and p->set_by what applies when
 * nothing is said. True when there is a default. */
bool read_setting(struct manifest_reader *r, const cJSON *object, struct manifest_parameter *p) {
    const cJSON *item = json_member(object, "default");
    if (json_member(object, "min") || json_member(object, "max")) read_bounds(r, object, &p->spec);
    if (json_member(object, "set_by")) p->set_by = read_authorities(r, object);
    if (item) read_default(r, item, p);
    if (!item && p->set_by == 0)
        json_fault(&r->json, object, "P216", "add \"default\", or say in \"set_by\" who gives it",
                   "a value that nobody may set needs a \"default\"");
    return item != NULL;
}

static void read_parameter(struct manifest_reader *r, const cJSON *item, struct name_list *names) {
    struct manifest_parameter *p = &r->m->parameters[r->m->parameter_count++];
    bool typed;
    p->indicator = -1;
    p->spec.name = p->convention = "";
    if (!json_object(&r->json, item, &shape_parameter)) return;
    name_add(r, names, json_name(&r->json, item, "name", JSON_NAME), json_member(item, "name"));
    p->spec.name = names->names[names->count - 1];
    typed = read_spec(r, item, TYPE_WORDS, &p->spec);
    p->convention = json_text(&r->json, item, "convention");
    if (!p->convention) p->convention = "";
    if (!typed) return;
    p->set_by = read_authorities(r, item);
    if (json_member(item, "default")) read_default(r, json_member(item, "default"), p);
    if (p->set_by == 0 && cJSON_IsArray(json_member(item, "set_by")) && !p->has_default)
        json_fault(&r->json, item, "P216", "add \"default\", or say in \"set_by\" who gives it",
                   "a parameter that nobody may set needs a \"default\"");
    if (p->spec.type == TYPE_CURVE && (p->set_by & SET_BY_CONTRACT))
        json_fault(&r->json, json_member(item, "set_by"), "P216", "remove \"contract\"", "a contract sets no curve");
}

void read_parameters(struct manifest_reader *r) {
    uint32_t count = json_array(&r->json, r->json.root, "parameters");
    int indicators = cJSON_GetArraySize(json_member(r->json.root, "indicators"));
    struct name_list names = name_list_new(r, count);
    const cJSON *item;
    /* Room for what the indicators add: target, coefficient, gradation, tolerance. */
    r->m->parameters = arena_array(r->json.arena, count + 4 * (size_t)indicators + 1, sizeof *r->m->parameters);
    if (count > 0) cJSON_ArrayForEach(item, json_member(r->json.root, "parameters")) read_parameter(r, item, &names);
    r->m->declared_parameter_count = count;
}
