/* SPDX-License-Identifier: MIT */
#include "host/read/layout.h"

#include "host/base/text.h"
#include "host/read/name_hash.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define CIBLE "cible."
#define COEFFICIENT "coefficient."

struct builder {
    struct layout *layout;
    const struct model *model;
    const struct manifest *manifest;      /* the one at hand */
    const struct manifest **owners;       /* [column], who declared it first */
    const struct manifest **entry_owners; /* [entry] */
    struct diag *diag;
    bool failed;
};

static void fault(struct builder *b, const char *code, const char *mend, const char *text, ...)
    __attribute__((format(printf, 4, 5)));

static void fault(struct builder *b, const char *code, const char *mend, const char *text, ...) {
    struct diag_message m = {.code = code, .place = {b->manifest->file, 0, 0}, .mend = mend};
    char line[512];
    va_list args;
    va_start(args, text);
    vsnprintf(line, sizeof line, text, args);
    va_end(args);
    diag_report(b->diag, &m, "%s", line);
    b->failed = true;
}

/* ---- Table of keys ------------------------------------------------------------------------------- */

static uint32_t section_hash(uint32_t section, uint32_t hash) { return hash + section * 0x9E3779B9U; }

/* The bucket of a key: its own, or the free one where it would go. */
static uint32_t *bucket_of(const struct layout *l, uint32_t section, const char *key, size_t length, uint32_t hash) {
    uint32_t at = section_hash(section, hash);
    for (uint32_t wanted = at;; at++) {
        uint32_t *bucket = &l->buckets[at & (l->bucket_count - 1)];
        const struct layout_entry *e;
        if (*bucket == 0) return bucket;
        e = &l->entries[*bucket - 1];
        if (e->hash == wanted && e->length == length && e->section == section && memcmp(e->key, key, length) == 0)
            return bucket;
    }
}

int32_t layout_find_hashed(const struct layout *l, uint32_t section, const char *key, size_t length,
                           uint32_t name_hash) {
    uint32_t entry = *bucket_of(l, section, key, length, name_hash);
    return entry ? l->entries[entry - 1].column : -1;
}

int32_t layout_find(const struct layout *l, uint32_t section, const char *key, size_t length) {
    return layout_find_hashed(l, section, key, length, name_hash(key, length));
}

const struct manifest_parameter *layout_reserved(const struct layout *l, uint32_t section, const char *key,
                                                 size_t length) {
    uint32_t entry = *bucket_of(l, section, key, length, name_hash(key, length));
    return entry ? l->entries[entry - 1].reserved : NULL;
}

const char *layout_nearest(const struct layout *l, uint32_t section, const char *key, size_t length) {
    const char **known;
    const char *nearest;
    char name[256];
    size_t count = 0;
    if (length >= sizeof name) return NULL;
    memcpy(name, key, length);
    name[length] = '\0';
    known = memory_grow(NULL, l->entry_count, sizeof *known);
    for (uint32_t i = 0; i < l->entry_count; i++)
        if (l->entries[i].section == section && l->entries[i].column >= 0) known[count++] = l->entries[i].key;
    nearest = text_nearest(name, known, count);
    free(known);
    return nearest;
}

/* ---- Building ------------------------------------------------------------------------------------ */

/* A contract may set it: it has a column. Curves are the region's. */
static bool is_contract_term(const struct manifest_parameter *p) {
    return (p->set_by & SET_BY_CONTRACT) != 0 && p->spec.type != TYPE_CURVE;
}

static int32_t add_column(struct builder *b, const struct value_spec *spec, uint32_t section, const char *key) {
    struct layout *l = b->layout;
    l->columns[l->column_count] = (struct layout_column){.spec = spec, .section = section, .key = key};
    b->owners[l->column_count] = b->manifest;
    return (int32_t)l->column_count++;
}

/* Adds a key, or finds it when it is there. */
static struct layout_entry *add_entry(struct builder *b, uint32_t section, const char *key, bool *added) {
    struct layout *l = b->layout;
    uint32_t length = (uint32_t)strlen(key), hash = name_hash(key, length);
    uint32_t *bucket = bucket_of(l, section, key, length, hash);
    *added = *bucket == 0;
    if (*added) {
        l->entries[l->entry_count] = (struct layout_entry){
            .key = key, .length = length, .hash = section_hash(section, hash), .section = section, .column = -1};
        b->entry_owners[l->entry_count] = b->manifest;
        *bucket = ++l->entry_count;
    }
    return &l->entries[*bucket - 1];
}

static bool same_classes(const struct value_spec *a, const struct value_spec *b) {
    if (a->class_count != b->class_count) return false;
    for (uint32_t i = 0; i < a->class_count; i++)
        if (strcmp(a->classes[i], b->classes[i]) != 0) return false;
    return true;
}

static bool same_bounds(const struct value_spec *a, const struct value_spec *b) {
    return a->has_min == b->has_min && a->has_max == b->has_max && (!a->has_min || a->min == b->min) &&
           (!a->has_max || a->max == b->max);
}

/* One input read by two plugins means one thing: anything else would give it two values. */
static void check_shared(struct builder *b, const struct value_spec *spec, int32_t column) {
    const struct value_spec *first = b->layout->columns[column].spec;
    const char *other = b->owners[column]->file;
    const char *mend = "declare the input as the other plugin does, or give it another name";
    if (spec->type != first->type || spec->decimals != first->decimals)
        fault(b, "P220", mend, "input \"%s\" has not the type it has in %s", spec->name, other);
    if (strcmp(spec->unit, first->unit) != 0)
        fault(b, "P221", mend, "input \"%s\" is in \"%s\", and in \"%s\" in %s", spec->name, spec->unit, first->unit,
              other);
    if (!same_bounds(spec, first))
        fault(b, "P222", mend, "input \"%s\" has not the bounds it has in %s", spec->name, other);
    if (!same_classes(spec, first))
        fault(b, "P223", mend, "input \"%s\" has not the classes it has in %s", spec->name, other);
}

/* What is counted, when it is out, and how entities and years make a value, are part of what an input means. The first
 * plugin says it, a volet's before the others'; another may leave it out, but not say something else. */
static void check_source(struct builder *b, const struct manifest_input *input, int32_t column) {
    const struct manifest_input *first = b->layout->columns[column].input;
    const char *other = b->owners[column]->file;
    const char *mend = "leave it out, or declare it as the other plugin does, or give the input another name";
    if (input->entities != ENTITIES_NONE && input->entities != first->entities)
        fault(b, "P227", mend, "input \"%s\" has not the rule for entities it has in %s", input->spec.name, other);
    if (input->two_yearly && !first->two_yearly)
        fault(b, "P228", mend, "input \"%s\" is two-yearly here and not in %s", input->spec.name, other);
    if (input->scope && *input->scope && strcmp(input->scope, first->scope ? first->scope : "") != 0)
        fault(b, "P229", mend, "input \"%s\" has not the scope it has in %s", input->spec.name, other);
    if (input->released_month != 0 &&
        (input->released_year != first->released_year || input->released_month != first->released_month))
        fault(b, "P229", mend, "input \"%s\" is not released when it is in %s", input->spec.name, other);
}

static void add_input(struct builder *b, const struct manifest_input *input, int32_t *column) {
    bool added;
    struct layout_entry *e = add_entry(b, SECTION_DONNEES, input->spec.name, &added);
    struct layout_column *c;
    if (added) {
        e->column = add_column(b, &input->spec, SECTION_DONNEES, input->spec.name);
        b->layout->columns[e->column].input = input;
        if (input->two_yearly && input->period == 0)
            b->layout->two_yearly[b->layout->two_yearly_count++].column = (uint32_t)e->column;
    } else {
        check_shared(b, &input->spec, e->column);
        check_source(b, input, e->column);
    }
    c = &b->layout->columns[e->column];
    c->required |= input->required;
    if (!c->producer) c->producer = input->producer;
    *column = e->column;
}

/* Gives a parameter its key in one section. A key that a contract may set wins over a reserved one:
 * only the former is a claim on what a dossier may hold. */
static void add_parameter_key(struct builder *b, const struct manifest_parameter *p, uint32_t section, const char *key,
                              int32_t *column) {
    bool added;
    struct layout_entry *e = add_entry(b, section, key, &added);
    uint32_t index = (uint32_t)(e - b->layout->entries);
    if (!is_contract_term(p)) {
        if (added) e->reserved = p;
        return;
    }
    if (e->column >= 0 && e->column != *column) {
        fault(b, "P225", "rename the parameter in one of the two plugins",
              "contract key \"%s\" is claimed by %s too, for the same volet", key, b->entry_owners[index]->file);
        return;
    }
    if (*column < 0) *column = add_column(b, &p->spec, section, key);
    e->column = *column;
    e->reserved = NULL;
    b->entry_owners[index] = b->manifest;
}

/* Index of a volet; a bit beyond all of them when the model does not know it. */
static uint32_t volet_bit(const struct model *m, const char *code) {
    for (uint32_t v = 0; v < m->volet_count; v++)
        if (code && strcmp(m->volets[v].code, code) == 0) return 1U << v;
    return 0;
}

static bool holds(const struct manifest_obligation *o, int32_t indicator) {
    for (uint32_t i = 0; i < o->indicator_count; i++)
        if (o->indicators[i] == (uint32_t)indicator) return true;
    return false;
}

/* The volets whose contract terms may name a parameter: that of the plugin; for a regional set, those of
 * its obligations; for an indicator, those of the obligations that hold it. */
static uint32_t volets_of(const struct builder *b, const struct manifest_parameter *p) {
    const struct manifest *m = b->manifest;
    uint32_t bits = 0;
    if (p->indicator < 0 && m->is_volet) return volet_bit(b->model, m->volet);
    for (uint32_t i = 0; i < m->obligation_count; i++)
        if (p->indicator < 0 || holds(&m->obligations[i], p->indicator))
            bits |= volet_bit(b->model, m->obligations[i].volet);
    return bits;
}

static void add_parameter(struct builder *b, const struct manifest_parameter *p, int32_t *column) {
    uint32_t volets = volets_of(b, p);
    const char *name = p->spec.name;
    *column = -1;
    for (uint32_t v = 0; v < b->model->volet_count; v++) {
        if ((volets & 1U << v) == 0) continue;
        if (p->indicator >= 0 && strncmp(name, CIBLE, strlen(CIBLE)) == 0) {
            add_parameter_key(b, p, SECTION_CIBLES(v), name + strlen(CIBLE), column);
        } else if (p->indicator >= 0 && strncmp(name, COEFFICIENT, strlen(COEFFICIENT)) == 0) {
            add_parameter_key(b, p, SECTION_COEFFICIENTS(v), name + strlen(COEFFICIENT), column);
        } else {
            add_parameter_key(b, p, SECTION_PARAMETRES(v), name, column);
        }
    }
}

static void check_volets(struct builder *b) {
    const struct manifest *m = b->manifest;
    const char *mend = "name a volet of the contract model";
    if (m->is_volet && !volet_bit(b->model, m->volet))
        fault(b, "P226", mend, "volet \"%s\" is not in model %s", m->volet, b->model->code);
    for (uint32_t i = 0; i < m->obligation_count; i++)
        if (!volet_bit(b->model, m->obligations[i].volet))
            fault(b, "P226", mend, "obligation \"%s\": volet \"%s\" is not in model %s", m->obligations[i].code,
                  m->obligations[i].volet, b->model->code);
}

/* The grid and the contracts name an indicator by its code alone. */
static void check_codes(struct builder *b, uint32_t plugin) {
    for (uint32_t other = 0; other < plugin; other++) {
        const struct manifest *m = b->layout->plugins[other].manifest;
        for (uint32_t i = 0; i < b->manifest->indicator_count; i++)
            for (uint32_t j = 0; j < m->indicator_count; j++)
                if (strcmp(b->manifest->indicators[i].code, m->indicators[j].code) == 0)
                    fault(b, "P224", "give it another code", "indicator \"%s\" is in %s too", m->indicators[j].code,
                          m->file);
    }
}

static void add_plugin(struct builder *b, uint32_t plugin, int32_t *columns) {
    const struct manifest *m = b->manifest;
    b->layout->plugins[plugin] = (struct layout_plugin){m, columns};
    check_volets(b);
    check_codes(b, plugin);
    for (uint32_t i = 0; i < m->input_count; i++) add_input(b, &m->inputs[i], &columns[i]);
    for (uint32_t i = 0; i < m->parameter_count; i++) add_parameter(b, &m->parameters[i], &columns[m->input_count + i]);
    for (uint32_t i = m->input_count + m->parameter_count; i < m->slot_count; i++) columns[i] = -1; /* aggregates */
}

/* Room for all columns and keys, and a table less than half full. */
static void allocate(struct builder *b, const struct manifest *const *manifests, uint32_t count, struct arena *arena) {
    struct layout *l = b->layout;
    size_t slots = 0, keys = 0;
    for (uint32_t i = 0; i < count; i++) {
        slots += manifests[i]->slot_count;
        keys += manifests[i]->input_count + (size_t)manifests[i]->parameter_count * b->model->volet_count;
    }
    for (l->bucket_count = 16; l->bucket_count < keys * 2; l->bucket_count *= 2) {
    }
    l->columns = arena_array(arena, slots, sizeof *l->columns);
    l->two_yearly = arena_array(arena, slots, sizeof *l->two_yearly);
    l->plugins = arena_array(arena, count, sizeof *l->plugins);
    l->entries = arena_array(arena, keys, sizeof *l->entries);
    l->buckets = arena_array(arena, l->bucket_count, sizeof *l->buckets);
    l->plugin_count = count;
    b->owners = memory_grow(NULL, slots, sizeof *b->owners);
    b->entry_owners = memory_grow(NULL, keys, sizeof *b->entry_owners);
}

/* A year before that is not of the same input has nothing to stand for. */
static void link_periods(struct layout *l, struct arena *arena) {
    for (uint32_t i = 0; i < l->two_yearly_count; i++)
        for (int period = 1; period <= 2; period++) {
            struct layout_two_yearly *t = &l->two_yearly[i];
            const char *key = arena_format(arena, "%s@N-%d", l->columns[t->column].key, period);
            int32_t earlier = layout_find(l, SECTION_DONNEES, key, strlen(key));
            t->earlier[period - 1] = earlier >= 0 && l->columns[earlier].input->two_yearly ? earlier : -1;
        }
}

uint32_t layout_column_of_year(const struct layout *l, uint32_t column, uint8_t age) {
    for (uint32_t i = 0; i < l->two_yearly_count && age > 0; i++)
        if (l->two_yearly[i].column == column) return (uint32_t)l->two_yearly[i].earlier[age - 1];
    return column;
}

struct layout *layout_build(const struct manifest *const *manifests, uint32_t count, const struct model *model,
                            struct arena *arena, struct diag *diag) {
    struct builder b = {.layout = arena_alloc(arena, sizeof *b.layout), .model = model, .diag = diag};
    allocate(&b, manifests, count, arena);
    for (uint32_t i = 0; i < count; i++) {
        b.manifest = manifests[i];
        add_plugin(&b, i, arena_array(arena, manifests[i]->slot_count, sizeof(int32_t)));
    }
    link_periods(b.layout, arena);
    free(b.owners);
    free(b.entry_owners);
    return b.failed ? NULL : b.layout;
}
