/* SPDX-License-Identifier: MIT */
#include "host/plugin/manifest_constants.h"

#include <stdlib.h>
#include <string.h>

struct list {
    struct arena *arena;
    struct manifest_constant *items; /* NULL: count only */
    size_t count;
};

/* Capital letters and digits; everything else becomes "_". Names are ASCII: no locale is asked. */
static void capitals(char *text) {
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'z') {
            *text = (char)(*text - 'a' + 'A');
        } else if (!(*text >= 'A' && *text <= 'Z') && !(*text >= '0' && *text <= '9')) {
            *text = '_';
        }
    }
}

/* PREFIX_OWNER_NAME, or PREFIX_NAME without an owner. */
static void add(struct list *l, const char *group, const char *prefix, const char *owner, const char *name,
                uint32_t value) {
    if (l->items) {
        char *constant = arena_format(l->arena, "%s_%s%s%s", prefix, owner ? owner : "", owner ? "_" : "", name);
        capitals(constant);
        l->items[l->count] = (struct manifest_constant){
            group, constant, owner ? arena_format(l->arena, "%s.%s", owner, name) : name, value};
    }
    l->count++;
}

static void add_slots(struct list *l, const struct manifest *m) {
    uint32_t s;
    for (s = 0; s < m->slot_count; s++) add(l, "Slots of a record.", "SLOT", NULL, m->slots[s]->name, s);
}

static void add_outputs(struct list *l, const struct manifest *m) {
    uint32_t i;
    for (i = 0; i < m->indicator_count; i++)
        if (m->indicators[i].kind == KIND_CODE)
            add(l, "Outputs of measure.", "MEASURE", NULL, m->indicators[i].code, m->indicators[i].measure_output);
    for (i = 0; i < m->output_count; i++) add(l, "Outputs of settle.", "OUTPUT", NULL, m->outputs[i].code, i);
    for (i = 0; i < m->targeting_count; i++) add(l, "Outputs of target.", "TARGETING", NULL, m->targeting[i].code, i);
}

static void add_tables(struct list *l, const struct manifest *m) {
    uint32_t i, o;
    for (i = 0; i < m->table_count; i++) add(l, "Decision tables.", "TABLE", NULL, m->tables[i].code, i);
    for (i = 0; i < m->table_count; i++)
        for (o = 0; o < m->tables[i].outcome_count; o++)
            add(l, "Outcomes of decision tables.", "OUTCOME", m->tables[i].code, m->tables[i].outcomes[o], o);
}

/* Classes of an input are named once, whatever its periods: those of a later one have an "@" in their name. */
static void add_classes(struct list *l, const struct manifest *m) {
    uint32_t i, c;
    for (i = 0; i < m->input_count; i++) {
        const struct value_spec *spec = &m->inputs[i].spec;
        const char *at = strchr(spec->name, '@');
        size_t length = at ? (size_t)(at - spec->name) : strlen(spec->name);
        if (i > 0 && at && strncmp(m->inputs[i - 1].spec.name, spec->name, length) == 0 &&
            strchr("@", m->inputs[i - 1].spec.name[length]))
            continue;
        for (c = 0; c < spec->class_count; c++)
            add(l, "Classes of inputs.", "CLASS", arena_copy(l->arena, spec->name, length), spec->classes[c], c);
    }
    for (i = 0; i < m->declared_parameter_count; i++) {
        const struct value_spec *spec = &m->parameters[i].spec;
        for (c = 0; c < spec->class_count; c++)
            add(l, "Choices of parameters.", "CHOICE", spec->name, spec->classes[c], c);
    }
}

static void add_all(struct list *l, const struct manifest *m) {
    uint32_t i;
    l->count = 0;
    add_slots(l, m);
    add_outputs(l, m);
    add_tables(l, m);
    add_classes(l, m);
    for (i = 0; i < m->source_count; i++)
        add(l, "Legal references, for caqes_cite().", "SOURCE", NULL, m->source_codes[i], i + 1);
}

struct manifest_constant *manifest_constants(const struct manifest *m, struct arena *arena, size_t *count) {
    struct list l = {arena, NULL, 0};
    add_all(&l, m);
    l.items = arena_array(arena, l.count ? l.count : 1, sizeof *l.items);
    add_all(&l, m);
    *count = l.count;
    return l.items;
}

static int by_name(const void *a, const void *b) {
    const struct manifest_constant *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

bool manifest_constants_clash(const struct manifest *m, struct arena *arena, const struct manifest_constant **a,
                              const struct manifest_constant **b) {
    size_t count, i;
    struct manifest_constant *all = manifest_constants(m, arena, &count);
    const struct manifest_constant **sorted = arena_array(arena, count ? count : 1, sizeof *sorted);
    for (i = 0; i < count; i++) sorted[i] = &all[i];
    qsort(sorted, count, sizeof *sorted, by_name);
    for (i = 1; i < count; i++) {
        if (strcmp(sorted[i - 1]->name, sorted[i]->name) != 0) continue;
        *a = sorted[i - 1];
        *b = sorted[i];
        return true;
    }
    return false;
}
