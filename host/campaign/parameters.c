/* SPDX-License-Identifier: MIT
 *
 * parameters.c: who sets which parameter of which plugin, and to what. */
#include "host/campaign/campaign_internal.h"

#include "host/campaign/value.h"

#include <string.h>

/* ---- Manifest defaults ---- */

static void default_row(struct campaign_builder *b, struct campaign_plugin *p) {
    const struct manifest *m = p->plugin->manifest;
    struct parameter_row *row = &p->base;
    uint32_t i;
    row->values = arena_array(b->r->arena, m->slot_count, sizeof *row->values);
    row->presences = arena_array(b->r->arena, m->slot_count, sizeof *row->presences);
    row->origins = arena_array(b->r->arena, m->slot_count, sizeof *row->origins);
    for (i = 0; i < m->parameter_count; i++) {
        const struct manifest_parameter *q = &m->parameters[i];
        uint32_t slot = m->input_count + i;
        if (!q->has_default) continue;
        row->values[slot] = q->default_value;
        if (q->spec.type == TYPE_CURVE) row->values[slot] = curve_add(b, q->points_kind, q->points, q->point_count);
        row->presences[slot] = CAQES_PRESENT;
        row->origins[slot].level = ORIGIN_MANIFEST;
    }
}

void campaign_default_parameters(struct campaign_builder *b) {
    uint32_t i;
    for (i = 0; i < b->c->plugin_count; i++) default_row(b, &b->c->plugins[i]);
}

/* ---- Settings ---- */

/* Who may set a parameter, in the words of the configuration. */
static const char *who_may(const struct manifest_parameter *p, struct arena *arena) {
    const char *who = "";
    if (p->set_by == 0) return "nobody may: its value is that of the plugin";
    if (p->set_by & SET_BY_NATIONAL) who = "a national reference";
    if (p->set_by & SET_BY_REGION) who = arena_format(arena, "%s%sthe region", who, *who ? ", " : "");
    if (p->set_by & SET_BY_CONTRACT)
        who = arena_format(arena, "%s%sthe contract, in the dossier", who, *who ? ", " : "");
    return arena_format(arena, "who may set it: %s", who);
}

static bool check_authority(struct campaign_builder *b, const struct parameter_setting *s,
                            const struct manifest_parameter *p, enum origin_level level) {
    bool national = level == ORIGIN_NATIONAL;
    if (p->set_by & (national ? SET_BY_NATIONAL : SET_BY_REGION)) return true;
    conf_fault(b->r, s->name, "C340", who_may(p, b->r->arena), "%s may not set \"%s\" of \"%s\"",
               national ? "a national reference" : "a region", p->spec.name, s->plugin->text);
    return false;
}

/* Slot of a parameter by name; -1 after a message. */
static int32_t find_parameter(struct campaign_builder *b, const struct parameter_setting *s, const struct manifest *m) {
    int32_t slot = manifest_parameter_slot(m, s->name->text);
    const char **names;
    uint32_t i;
    if (slot >= 0) return slot;
    names = arena_array(b->r->arena, m->parameter_count ? m->parameter_count : 1, sizeof *names);
    for (i = 0; i < m->parameter_count; i++) names[i] = m->parameters[i].spec.name;
    conf_fault(b->r, s->name, "C337", conf_mend_name(b->r, s->name->text, names, m->parameter_count),
               "\"%s\" is not a parameter of \"%s\"", s->name->text, m->id);
    return -1;
}

/* A curve has points, anything else a value. */
static bool read_value(struct campaign_builder *b, const struct parameter_setting *s, const struct value_spec *spec,
                       int64_t *out) {
    bool curve = spec->type == TYPE_CURVE;
    const struct setting *given = curve ? s->points : s->value, *other = curve ? s->value : s->points;
    if (other)
        conf_fault_name(b->r, other, "C303", curve ? "give its points = ( ... );" : "give its valeur = ...;",
                        "\"%s\" is %s", spec->name, curve ? "a curve" : "a single value");
    if (!given && !other)
        conf_fault(b->r, s->group, "C304", curve ? "add points = ( ... );" : "add valeur = ...;",
                   "\"%s\" is given no %s", spec->name, curve ? "points" : "value");
    if (!given || other) return false;
    return curve ? curve_read(b, given, spec, out) : value_read(b->r, given, spec, out);
}

const struct manifest_parameter *parameter_find(struct campaign_builder *b, const struct parameter_setting *s,
                                                uint32_t *plugin, uint32_t *slot) {
    const struct campaign_entry *entry = campaign_entry_of(b, s->plugin, false);
    int32_t found;
    if (!entry || !entry->plugin || entry->refusal) return NULL;
    found = find_parameter(b, s, entry->plugin->manifest);
    if (found < 0) return NULL;
    *plugin = entry->index;
    *slot = (uint32_t)found;
    return manifest_parameter_at(entry->plugin->manifest, *slot);
}

bool parameter_resolve(struct campaign_builder *b, const struct parameter_setting *s, enum origin_level level,
                       const char *source, struct rule_override *out) {
    const struct setting *value = s->points ? s->points : s->value;
    const struct manifest_parameter *p = parameter_find(b, s, &out->plugin, &out->slot);
    if (!p || !check_authority(b, s, p, level) || !read_value(b, s, &p->spec, &out->value)) return false;
    out->origin = (struct origin){level, value->place.file, value->place.line, source};
    return true;
}

void parameter_set(struct campaign_builder *b, const struct parameter_setting *s, const struct rule_override *value) {
    struct parameter_row *row = &b->c->plugins[value->plugin].base;
    struct origin *origin = &row->origins[value->slot];
    if (origin->level == value->origin.level) {
        conf_fault(b->r, s->name, "C341",
                   arena_format(b->r->arena, "keep one: the first is at %s:%u", origin->file, origin->line),
                   "\"%s\" of \"%s\" is set twice", s->name->text, s->plugin->text);
        return;
    }
    row->values[value->slot] = value->value;
    row->presences[value->slot] = CAQES_PRESENT;
    *origin = value->origin;
}

enum { SET_PLUGIN, SET_NAME, SET_VALUE, SET_POINTS, SET_KEYS };
static const struct conf_key set_keys[SET_KEYS] = {[SET_PLUGIN] = {"plugin", SETTING_TEXT, true},
                                                   [SET_NAME] = {"nom", SETTING_TEXT, true},
                                                   [SET_VALUE] = {"valeur", SETTING_ANY, false},
                                                   [SET_POINTS] = {"points", SETTING_LIST, false}};

bool parameter_fields(struct campaign_builder *b, const struct setting *group, struct parameter_setting *out) {
    const struct setting *at[SET_KEYS];
    conf_fields(b->r, group, set_keys, SET_KEYS, at);
    *out = (struct parameter_setting){group, at[SET_PLUGIN], at[SET_NAME], at[SET_VALUE], at[SET_POINTS]};
    return out->plugin && out->name;
}

void campaign_read_parameters(struct campaign_builder *b, const struct setting *list) {
    uint32_t i;
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        struct parameter_setting s;
        struct rule_override value = {0};
        if (group && parameter_fields(b, group, &s) && parameter_resolve(b, &s, ORIGIN_REGION, NULL, &value))
            parameter_set(b, &s, &value);
    }
}
