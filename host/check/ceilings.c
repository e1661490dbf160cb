/* SPDX-License-Identifier: MIT */
#include "host/check/ceilings.h"

#include "host/check/trial.h"

#include <stdlib.h>
#include <string.h>

/* A setting at one of its values, and where it is written. */
struct setting_tried {
    const char *what; /* NULL: at its least, to see whether all is well then; else it is not the one to blame */
    uint32_t slot;    /* 0, the first input, for no parameter alone */
    struct place place;
};

struct report {
    const struct campaign *campaign;
    struct isolation *isolation;
    struct diag *diag;
    struct arena arena;
    struct setting_tried *said; /* under several rules, a setting leads there as often */
    uint32_t count;
};

/* A volet of the campaign under some rules. */
struct attempt {
    const struct campaign *campaign;
    const struct campaign_plugin *plugin;
    struct bench bench;
    struct specimens specimens;
    struct setting_tried *tried; /* [specimen] */
    struct arena arena;
};

/* ---- What is tried ---------------------------------------------------------------------------------- */

/* All that was added since is of this setting. */
static void mark(struct attempt *a, uint32_t first, struct setting_tried setting) {
    struct setting_tried *longer = arena_array(&a->arena, a->specimens.count, sizeof *longer);
    uint32_t k;
    if (first) memcpy(longer, a->tried, first * sizeof *longer);
    for (k = first; k < a->specimens.count; k++) longer[k] = setting;
    a->tried = longer;
}

/* Everything reached, nothing reached, and a refusal to sign, with one parameter at a value. */
static void try_value(struct attempt *a, uint32_t slot, int64_t value, const char *what) {
    enum { REACHED = 1, MISSED = 2, REFUSED = 3 }; /* as specimens_ordinary adds them */
    const struct origin *origin = &a->bench.campaign->plugins[0].base.origins[slot];
    struct place place = {origin->file ? origin->file : a->campaign->file,
                          origin->file ? origin->line : a->plugin->line, 0};
    uint32_t first = a->specimens.count, k;
    for (k = REACHED; k <= REFUSED; k++) {
        struct specimen *s = specimen_add(&a->specimens, a->specimens.list[k], what);
        s->values[slot] = value;
        s->presences[slot] = CAQES_PRESENT;
    }
    mark(a, first, (struct setting_tried){what, slot, place});
}

static void add_curve(struct campaign *own, int64_t result) {
    own->points[own->point_count] = (struct caqes_point){INT64_MIN, result};
    own->curves[own->curve_count++] = (struct caqes_curve){CAQES_CURVE_STEPS, own->point_count++, 1, 0};
}

/* Each result of a barème, by a barème that gives nothing else. */
static void try_curve(struct attempt *a, uint32_t slot, const struct caqes_curve *curve) {
    struct campaign *own = a->bench.campaign;
    uint32_t k;
    for (k = 0; k < curve->count; k++) {
        add_curve(own, own->points[curve->first + k].y);
        try_value(
            a, slot, own->curve_count - 1,
            arena_format(&a->arena, "%s, point %u of %u", a->bench.manifest->slots[slot]->name, k + 1, curve->count));
    }
    add_curve(own, 0);
    try_value(a, slot, own->curve_count - 1, NULL);
}

/* The highest that a contract may set, when that is not what is in force. */
static void try_highest(struct attempt *a, uint32_t slot, const struct value_spec *spec) {
    const struct parameter_row *base = &a->bench.campaign->plugins[0].base;
    if (!spec->has_max || base->values[slot] == spec->max) return;
    try_value(a, slot, spec->max, arena_format(&a->arena, "%s, the highest that a contract may set", spec->name));
    try_value(a, slot, spec->has_min ? spec->min : 0, NULL);
}

static void try_parameters(struct attempt *a) {
    const struct manifest *m = a->bench.manifest;
    const struct parameter_row *base = &a->bench.campaign->plugins[0].base;
    uint32_t k;
    for (k = 0; k < m->declared_parameter_count; k++) {
        uint32_t slot = m->input_count + k;
        const struct value_spec *spec = m->slots[slot];
        if (spec->type == TYPE_CURVE && base->presences[slot] == CAQES_PRESENT)
            try_curve(a, slot, &a->campaign->curves[base->values[slot]]);
        if (spec->type != TYPE_CURVE && (m->parameters[k].set_by & SET_BY_CONTRACT)) try_highest(a, slot, spec);
    }
}

/* Room for the barèmes of one point. */
static void copy_curves(struct attempt *a) {
    struct campaign *own = a->bench.campaign;
    const struct campaign *c = a->campaign;
    size_t more = (size_t)c->point_count + c->curve_count;
    own->curves = arena_array(&a->arena, c->curve_count + more, sizeof *own->curves);
    own->points = arena_array(&a->arena, c->point_count + more, sizeof *own->points);
    if (c->curve_count) memcpy(own->curves, c->curves, c->curve_count * sizeof *own->curves);
    if (c->point_count) memcpy(own->points, c->points, c->point_count * sizeof *own->points);
}

/* ---- What is said ----------------------------------------------------------------------------------- */

static bool is_said(const struct report *r, const struct setting_tried *s) {
    uint32_t k;
    for (k = 0; k < r->count; k++)
        if (strcmp(r->said[k].what, s->what) == 0 && r->said[k].place.line == s->place.line &&
            strcmp(r->said[k].place.file, s->place.file) == 0)
            return true;
    return false;
}

static void say(struct report *r, const struct attempt *a, const struct setting_tried *s, const char *fault) {
    struct diag_message m = {.code = "C355", .warning = true, .place = s->place, .found = s->what};
    m.found_length = strlen(s->what);
    m.mend = "lower it: an establishment that comes to it would have no amount, for the host holds to the ceiling";
    diag_report(r->diag, &m, "the settings can lead the volet \"%s\" over its ceiling: %s",
                a->campaign->model->volets[a->bench.volet].code, fault);
    r->said = memory_grow(r->said, r->count + 1, sizeof *r->said);
    r->said[r->count++] = (struct setting_tried){arena_copy(&r->arena, s->what, strlen(s->what)), s->slot, s->place};
}

/* Whether all is well with a parameter at its least. */
static bool is_to_blame(const struct attempt *a, const struct trial_result *results, uint32_t slot) {
    uint32_t k;
    for (k = 0; k < a->specimens.count; k++)
        if (!a->tried[k].what && a->tried[k].slot == slot && results[k].over_ceiling) return false;
    return true;
}

/* The settings that lead there alone; when none does, all of them together. */
static void judge(struct report *r, struct attempt *a, const struct trial_result *results) {
    bool blamed = false;
    uint32_t k;
    for (k = a->specimens.count; k-- > 0;) {
        const struct setting_tried *s = &a->tried[k];
        if (!results[k].over_ceiling || !s->what || (s->slot ? !is_to_blame(a, results, s->slot) : blamed)) continue;
        blamed = true;
        if (!is_said(r, s)) say(r, a, s, results[k].fault);
    }
}

/* In a process of its own: what the plugin does there is not done to the evaluation. False when it ended. */
static bool run(struct report *r, struct attempt *a) {
    struct plugin own = *a->bench.plugin;
    struct trial trial;
    struct trial_result *results = arena_array(&a->arena, a->specimens.count, sizeof *results);
    struct diag silent = {.stream = NULL};
    bool ended;
    a->bench.plugin = a->bench.campaign->plugins[0].plugin = &own;
    if (!trial_open(&trial, &a->bench, r->isolation, &a->arena, &silent)) return false;
    trial.impatient = trial.undigested = true;
    trial_run(&trial, a->specimens.list, a->specimens.count, &a->arena, results);
    ended = trial.ends_of_run > 0;
    trial_close(&trial);
    if (!ended) judge(r, a, results);
    return !ended;
}

static bool try_volet(struct report *r, uint32_t plugin, int32_t rule) {
    const struct campaign *c = r->campaign;
    struct attempt a = {.campaign = c, .plugin = &c->plugins[plugin], .arena = ARENA_EMPTY};
    uint64_t match = rule < 0 ? 0 : UINT64_C(1) << rule;
    struct setting_tried together = {
        "the settings together", 0, {c->file, rule < 0 ? a.plugin->line : c->rules[rule].line, 0}};
    bool going = true;
    if (bench_of_campaign(&a.bench, c, plugin, match, &a.arena) && a.bench.volet >= 0) {
        a.specimens = (struct specimens){.bench = &a.bench, .arena = &a.arena};
        copy_curves(&a);
        specimens_ordinary(&a.specimens);
        mark(&a, 0, together);
        try_parameters(&a);
        going = run(r, &a);
    }
    specimens_free(&a.specimens);
    arena_free(&a.arena);
    return going;
}

static bool rule_sets(const struct campaign_plugin *p, uint32_t rule) {
    uint32_t k;
    for (k = 0; k < p->override_count; k++)
        if (p->overrides[k].rule == rule) return true;
    return false;
}

uint32_t ceilings_report(const struct campaign *c, struct isolation *isolation, struct diag *diag) {
    struct report r = {.campaign = c, .isolation = isolation, .diag = diag, .arena = ARENA_EMPTY};
    uint32_t p, rule;
    for (p = 0; p < c->plugin_count; p++) {
        const struct campaign_plugin *plugin = &c->plugins[p];
        if (plugin->refusal || !plugin->plugin->manifest->is_volet) continue;
        if (!try_volet(&r, p, -1)) continue;
        for (rule = 0; rule < c->rule_count; rule++)
            if (rule_sets(plugin, rule) && !try_volet(&r, p, (int32_t)rule)) break;
    }
    free(r.said);
    arena_free(&r.arena);
    return r.count;
}
