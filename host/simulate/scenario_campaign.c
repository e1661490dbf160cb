/* SPDX-License-Identifier: MIT */
#include "host/plugin/curve_shape.h"
#include "host/simulate/scenarios.h"

#include <string.h>

static int64_t value_of(const struct scenarios *s, uint32_t scenario, uint32_t axis) {
    return s->axes[axis].values[scenario_choice(s, scenario, axis)];
}

/* ---- Curves ---- */

uint32_t scenario_curve(const struct scenarios *s, const struct campaign *base, uint32_t scenario, uint32_t plugin,
                        uint32_t slot, struct caqes_point *points, uint32_t *kind, struct curve_fault *fault) {
    const struct parameter_row *row = &base->plugins[plugin].base;
    const struct caqes_curve *curve = &base->curves[row->values[slot]];
    bool rest[CURVE_MAX_POINTS] = {false};
    uint32_t a;
    memcpy(points, base->points + curve->first, curve->count * sizeof *points);
    rest[curve->count - 1] = curve->kind != CAQES_CURVE_LINEAR;
    for (a = 0; a < s->axis_count; a++) {
        const struct axis *x = &s->axes[a];
        if ((x->kind != AXIS_THRESHOLD && x->kind != AXIS_RESULT) || x->plugin != plugin || x->slot != slot) continue;
        if (x->kind == AXIS_THRESHOLD) {
            points[x->point].x = value_of(s, scenario, a);
        } else {
            points[x->point].y = value_of(s, scenario, a);
        }
    }
    return curve_shape(base->plugins[plugin].plugin->manifest->slots[slot]->curve_kind, points, rest, curve->count,
                       kind, fault)
               ? curve->count
               : 0;
}

/* A curve at the end of the scenario's; the campaign's own come first, at their indices. */
static int64_t add_curve(struct campaign *c, uint32_t kind, const struct caqes_point *points, uint32_t count,
                         struct arena *arena) {
    struct caqes_curve *curves = arena_array(arena, c->curve_count + 1, sizeof *curves);
    struct caqes_point *all = arena_array(arena, c->point_count + count, sizeof *all);
    memcpy(curves, c->curves, c->curve_count * sizeof *curves);
    memcpy(all, c->points, c->point_count * sizeof *all);
    memcpy(all + c->point_count, points, count * sizeof *all);
    curves[c->curve_count] = (struct caqes_curve){.kind = kind, .first = c->point_count, .count = count};
    c->curves = curves;
    c->points = all;
    c->point_count += count;
    return c->curve_count++;
}

static int64_t parameter_value(const struct scenarios *s, const struct campaign *base, struct campaign *c,
                               uint32_t scenario, uint32_t axis, struct arena *arena) {
    const struct axis *x = &s->axes[axis];
    struct caqes_point points[CURVE_MAX_POINTS];
    struct curve_fault fault;
    uint32_t kind, count;
    if (x->kind != AXIS_PARAMETER) {
        count = scenario_curve(s, base, scenario, x->plugin, x->slot, points, &kind, &fault);
        return add_curve(c, kind, points, count, arena);
    }
    if (x->spec.type == TYPE_CURVE) {
        const struct caqes_curve *curve = &s->curves[value_of(s, scenario, axis)];
        return add_curve(c, curve->kind, s->points + curve->first, curve->count, arena);
    }
    return value_of(s, scenario, axis);
}

/* ---- Parameters ---- */

static void *copy_of(struct arena *arena, const void *from, size_t count, size_t size) {
    void *copy = arena_array(arena, count ? count : 1, size);
    if (count) memcpy(copy, from, count * size);
    return copy;
}

/* A row of its own for a plugin, at its first parameter. */
static void own_row(struct campaign_plugin *p, struct arena *arena) {
    uint32_t slots = p->plugin->manifest->slot_count;
    p->base.values = copy_of(arena, p->base.values, slots, sizeof *p->base.values);
    p->base.presences = copy_of(arena, p->base.presences, slots, 1);
    p->base.origins = copy_of(arena, p->base.origins, slots, sizeof *p->base.origins);
    p->gates = copy_of(arena, p->gates, p->gate_count, sizeof *p->gates);
}

/* A coefficient that the region sets holds whatever the establishment's champs, as when a campaign is read. */
static void open_gate(struct campaign_plugin *p, uint32_t slot) {
    struct champ_gate *gates = (struct champ_gate *)p->gates; /* own_row's copy */
    uint32_t i, kept = 0;
    for (i = 0; i < p->gate_count; i++)
        if (gates[i].slot != slot) gates[kept++] = gates[i];
    p->gate_count = kept;
}

static void set_parameter(struct campaign_plugin *p, const struct axis *x, int64_t value) {
    p->base.values[x->slot] = value;
    p->base.presences[x->slot] = CAQES_PRESENT;
    p->base.origins[x->slot] = (struct origin){x->level, x->place.file, x->place.line, NULL};
    if (x->level > ORIGIN_NATIONAL) open_gate(p, x->slot);
}

/* ---- Ceilings ---- */

static void set_ceiling(struct campaign *c, const struct axis *x, int64_t value, struct arena *arena) {
    struct model *model = copy_of(arena, c->model, 1, sizeof *model);
    struct model_volet *volet = &model->volets[x->volet];
    struct model_nature *natures = copy_of(arena, volet->natures, volet->nature_count, sizeof *natures);
    struct model_nature *nature = &natures[x->nature];
    struct model_ceiling *ceilings = copy_of(arena, nature->ceilings, nature->ceiling_count, sizeof *ceilings);
    if (nature->months) {
        ceilings[x->ceiling].constant = value;
    } else {
        ceilings[x->ceiling].rate = value;
    }
    nature->ceilings = ceilings;
    volet->natures = natures;
    c->model = model;
}

struct scenario_campaign scenario_campaign(const struct scenarios *s, const struct campaign *base, uint32_t scenario,
                                           struct arena *arena) {
    struct campaign *c = copy_of(arena, base, 1, sizeof *c);
    struct scenario_campaign out = {c, 0, 0, s};
    uint32_t a;
    c->plugins = copy_of(arena, base->plugins, base->plugin_count, sizeof *c->plugins);
    for (a = 0; a < s->axis_count; a++) {
        const struct axis *x = &s->axes[a];
        if (x->kind == AXIS_CEILING) {
            set_ceiling(c, x, value_of(s, scenario, a), arena);
            out.volets |= 1U << x->volet;
            continue;
        }
        if (!(out.plugins >> x->plugin & 1U)) own_row(&c->plugins[x->plugin], arena);
        out.plugins |= 1U << x->plugin;
        set_parameter(&c->plugins[x->plugin], x, parameter_value(s, base, c, scenario, a, arena));
    }
    return out;
}
