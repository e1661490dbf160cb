/* SPDX-License-Identifier: MIT */
#include "host/check/bench.h"

#include "host/campaign/campaign_internal.h"
#include "host/campaign/model_internal.h"
#include "host/check/contract_model.h"

#include <string.h>

/* ---- Values -------------------------------------------------------------------------------------- */

int64_t bench_power_of_ten(unsigned exponent) {
    int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

static int64_t clamp(const struct value_spec *s, int64_t value) {
    if (s->has_min && value < s->min) return s->min;
    if (s->has_max && value > s->max) return s->max;
    return value;
}

int64_t bench_usual_value(const struct value_spec *s, uint32_t turn) {
    int64_t one = bench_power_of_ten(s->decimals), away = turn % 50;
    switch (s->type) {
    case TYPE_YES_NO: return 1;
    case TYPE_CLASS:
    case TYPE_CURVE: return 0;
    case TYPE_EUROS: return clamp(s, (1000000 + 10000 * away) * one);
    case TYPE_RATE:
        if (s->has_min && s->has_max) break;
        return clamp(s, one / 2 + away * one / 200);
    default: break;
    }
    if (s->has_min && s->has_max) return (int64_t)(s->min + ((caqes_int128)s->max - s->min) * (50 + (turn % 5)) / 100);
    return clamp(s, (100 + away) * one);
}

/* Past a bound that nobody has set, what 64 bits hold: a dossier may say it. */
int64_t bench_lowest(const struct value_spec *s) {
    if (s->type == TYPE_YES_NO || s->type == TYPE_CLASS || s->type == TYPE_CURVE) return 0;
    return s->has_min ? s->min : INT64_MIN;
}

int64_t bench_highest(const struct value_spec *s) {
    if (s->type == TYPE_YES_NO) return 1;
    if (s->type == TYPE_CLASS) return s->class_count ? (int64_t)s->class_count - 1 : 0;
    if (s->type == TYPE_CURVE) return 0;
    return s->has_max ? s->max : INT64_MAX;
}

/* ---- The campaign --------------------------------------------------------------------------------- */

/* What nobody has set would leave every result that needs it unknown. A curve stays absent: it is optional. */
static void give_parameters(struct campaign_plugin *p) {
    const struct manifest *m = p->plugin->manifest;
    uint32_t i;
    for (i = 0; i < m->parameter_count; i++) {
        uint32_t slot = m->input_count + i;
        if (p->base.presences[slot] != CAQES_ABSENT || m->slots[slot]->type == TYPE_CURVE) continue;
        p->base.values[slot] = bench_usual_value(m->slots[slot], slot);
        p->base.presences[slot] = CAQES_PRESENT;
    }
}

static struct model *read_model(struct conf_reader *r, const char *file) {
    static const char *const name = "caqes-2018.cfg";
    const struct setting *root;
    if (file) return model_read_from(r, file, NULL);
    root = conf_parse(r, name, contract_model_text, contract_model_length);
    return root ? model_build(r, name, root) : NULL;
}

/* Where messages about the plugin's place in a campaign point: there is no campaign file. */
static const struct setting *nowhere(struct plugin *p, struct arena *arena) {
    struct setting *s = arena_alloc(arena, sizeof *s);
    s->text = "";
    s->place.file = s->name_place.file = p->file;
    return s;
}

static void enter_plugin(struct campaign_builder *b, struct plugin *p) {
    struct campaign *c = b->c;
    b->entries[0] = (struct campaign_entry){.id = p->manifest->id, .plugin = p, .by_default = true};
    b->entries[0].at = b->entries[0].volet_at = nowhere(p, b->r->arena);
    b->ids[0] = p->manifest->id;
    b->entry_count = 1;
    c->plugins = arena_array(b->r->arena, 1, sizeof *c->plugins);
    c->plugins[0].plugin = p;
    c->plugins[0].by_default = true;
    c->plugin_count = 1;
    c->default_plugins = 1;
}

bool bench_open(struct bench *b, struct plugin *p, const char *model, struct arena *arena, struct diag *diag) {
    struct conf_reader r;
    struct campaign_builder *builder = arena_alloc(arena, sizeof *builder);
    struct campaign *c = builder->c = arena_alloc(arena, sizeof *c);
    const struct manifest *m = p->manifest;
    uint32_t before = diag->errors, v;
    *b = (struct bench){.campaign = c, .plugin = p, .manifest = m, .volet = -1};
    conf_open(&r, arena, diag);
    builder->r = &r;
    c->file = p->file;
    c->name = c->region = "";
    c->model = read_model(&r, model);
    if (!c->model) return false;
    c->year = m->first_year < c->model->first_year ? c->model->first_year : m->first_year;
    c->evaluation_date = (c->year + 1) * 10000 + 630;
    for (v = 0; v < MODEL_MAX_VOLETS; v++) c->volet_plugin[v] = -1;
    enter_plugin(builder, p);
    if (m->volet) b->volet = model_volet_index(c->model, m->volet);
    if (b->volet >= 0) c->volet_plugin[b->volet] = 0;
    c->layout = layout_build(&m, 1, c->model, arena, diag);
    if (!c->layout) return false;
    campaign_default_parameters(builder);
    campaign_prepare_gates(builder);
    campaign_check_ceilings(builder);
    give_parameters(&c->plugins[0]);
    return diag->errors == before;
}

static void *copy(struct arena *arena, const void *from, size_t size) {
    return memcpy(arena_alloc(arena, size), from, size);
}

/* The row of a plugin under rules; no rule is left. */
static void put_in_force(struct campaign_plugin *p, uint64_t match, struct arena *arena) {
    uint32_t slots = p->plugin->manifest->slot_count, i;
    p->base.values = copy(arena, p->base.values, slots * sizeof *p->base.values);
    p->base.presences = copy(arena, p->base.presences, slots);
    p->base.origins = copy(arena, p->base.origins, slots * sizeof *p->base.origins);
    for (i = 0; i < p->override_count; i++) {
        const struct rule_override *o = &p->overrides[i];
        if (!(match >> o->rule & 1U)) continue;
        p->base.values[o->slot] = o->value;
        p->base.presences[o->slot] = CAQES_PRESENT;
        p->base.origins[o->slot] = o->origin;
    }
    p->override_count = p->gate_count = 0;
    give_parameters(p);
}

bool bench_of_campaign(struct bench *b, const struct campaign *c, uint32_t plugin, uint64_t match,
                       struct arena *arena) {
    struct campaign *own = copy(arena, c, sizeof *own);
    const struct manifest *m = c->plugins[plugin].plugin->manifest;
    struct diag silent = {.stream = NULL};
    uint32_t v;
    *b = (struct bench){.campaign = own, .plugin = c->plugins[plugin].plugin, .manifest = m, .volet = -1};
    own->plugins = copy(arena, &c->plugins[plugin], sizeof *own->plugins);
    own->plugin_count = own->default_plugins = 1;
    own->rule_count = 0;
    for (v = 0; v < MODEL_MAX_VOLETS; v++) own->volet_plugin[v] = -1;
    if (m->volet) b->volet = model_volet_index(c->model, m->volet);
    if (b->volet >= 0) own->volet_plugin[b->volet] = 0;
    own->layout = layout_build(&m, 1, c->model, arena, &silent);
    put_in_force(&own->plugins[0], match, arena);
    return own->layout != NULL;
}
