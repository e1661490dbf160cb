/* SPDX-License-Identifier: MIT */
#include "host/campaign/value.h"
#include "host/simulate/scenario_read.h"

#include <string.h>

static bool is_number(const struct value_spec *spec) {
    return spec->type == TYPE_INTEGER || spec->type == TYPE_EUROS || spec->type == TYPE_RATE ||
           spec->type == TYPE_DECIMAL;
}

/* "de", "a", "pas": from one bound, by steps, never past the other. */
static bool read_range(struct scenario_reader *s, const struct setting *const *at, struct axis *x) {
    struct conf_reader *r = s->builder.r;
    struct value_spec step = x->spec;
    int64_t from, to, by, *values;
    caqes_int128 count;
    uint32_t i;
    step.has_min = step.has_max = false;
    if (!is_number(&x->spec)) {
        conf_fault_name(r, at[AXIS_FROM], "C402", "list its values: valeurs = [ ... ];", "\"%s\" is not a number",
                        x->spec.name);
        return false;
    }
    if (!value_read(r, at[AXIS_FROM], &x->spec, &from) || !value_read(r, at[AXIS_TO], &x->spec, &to) ||
        !value_read(r, at[AXIS_STEP], &step, &by))
        return false;
    if (by <= 0) conf_fault(r, at[AXIS_STEP], "C403", "write a step above 0", "a range goes up");
    if (to < from) conf_fault(r, at[AXIS_TO], "C403", "write the lower bound in de", "the range ends before it begins");
    if (by <= 0 || to < from) return false;
    count = ((caqes_int128)to - from) / by + 1;
    if (count > SCENARIOS_MOST) {
        conf_fault(r, at[AXIS_STEP], "C404", "take a larger step", "this range has more than %d values",
                   SCENARIOS_MOST);
        return false;
    }
    x->count = (uint32_t)count;
    x->values = values = arena_array(r->arena, x->count, sizeof *values);
    for (i = 0; i < x->count; i++) values[i] = from + (int64_t)i * by;
    return true;
}

static bool read_value(struct scenario_reader *s, const struct setting *value, const struct axis *x, int64_t *out) {
    if (x->spec.type != TYPE_CURVE) return value_read(s->builder.r, value, &x->spec, out);
    if (value->kind == SETTING_LIST) return curve_read(&s->builder, value, &x->spec, out);
    conf_fault(s->builder.r, value, "C305", "write its points: ( [\"60\", \"0\"], [\"sinon\", \"1\"] )",
               "\"%s\" is a curve", x->spec.name);
    return false;
}

static bool read_list(struct scenario_reader *s, const struct setting *list, struct axis *x) {
    struct conf_reader *r = s->builder.r;
    int64_t *values = arena_array(r->arena, list->count ? list->count : 1, sizeof *values);
    bool good = list->count > 0;
    uint32_t i, k;
    if (!good) conf_fault(r, list, "C401", "write one at least", "\"%s\" has no value", x->spec.name);
    if (list->count > SCENARIO_MOST_LISTED) {
        conf_fault(r, list, "C404", "write a range: de, a, pas", "this list has more than %d values",
                   SCENARIO_MOST_LISTED);
        return false;
    }
    for (i = 0; i < list->count; i++) {
        const struct setting *value = &list->children[i];
        bool read = read_value(s, value, x, &values[i]);
        good = good && read;
        for (k = 0; read && good && k < i && x->spec.type != TYPE_CURVE; k++)
            if (values[k] == values[i]) conf_fault(r, value, "C308", "keep one", "this value is given twice");
    }
    x->values = values;
    x->count = list->count;
    return good;
}

bool scenario_values(struct scenario_reader *s, const struct setting *group, const struct setting *const *at,
                     struct axis *x) {
    bool range = at[AXIS_FROM] || at[AXIS_TO] || at[AXIS_STEP];
    bool whole = at[AXIS_FROM] && at[AXIS_TO] && at[AXIS_STEP];
    if (at[AXIS_VALUES] ? range : !whole) {
        conf_fault(s->builder.r, group, "C401", "give valeurs = [ ... ]; or de = ...; a = ...; pas = ...;",
                   at[AXIS_VALUES] ? "\"%s\" has a list of values and a range" : "\"%s\" has no values", x->spec.name);
        return false;
    }
    return range ? read_range(s, at, x) : read_list(s, at[AXIS_VALUES], x);
}
