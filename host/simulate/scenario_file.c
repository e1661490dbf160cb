/* SPDX-License-Identifier: MIT */
#include "host/plugin/curve_shape.h"
#include "host/simulate/scenario_read.h"

#include <string.h>

#define SCENARIOS_FORMAT "caqes-scenarios"

enum { RATE_DECIMALS = 6, WHOLE = 1000000, LONGEST_MSAP = 120 }; /* as model_ceilings.c reads ceilings */

static const struct conf_key axis_keys[AXIS_KEYS] = {[AXIS_PLUGIN] = {"plugin", SETTING_TEXT, false},
                                                     [AXIS_NAME] = {"nom", SETTING_TEXT, false},
                                                     [AXIS_VOLET] = {"volet", SETTING_TEXT, false},
                                                     [AXIS_NATURE] = {"nature", SETTING_TEXT, false},
                                                     [AXIS_CEILING_NUMBER] = {"plafond", SETTING_INTEGER, false},
                                                     [AXIS_POINT_X] = {"seuil", SETTING_INTEGER, false},
                                                     [AXIS_POINT_Y] = {"resultat", SETTING_INTEGER, false},
                                                     [AXIS_PREVAILS] = {"prevaut", SETTING_BOOLEAN, false},
                                                     [AXIS_VALUES] = {"valeurs", SETTING_LIST, false},
                                                     [AXIS_FROM] = {"de", SETTING_ANY, false},
                                                     [AXIS_TO] = {"a", SETTING_ANY, false},
                                                     [AXIS_STEP] = {"pas", SETTING_ANY, false}};

/* ---- A ceiling of the model ---- */

static int32_t choose_nature(struct scenario_reader *s, const struct setting *named, const struct model_volet *v) {
    const char **codes = arena_array(s->builder.r->arena, v->nature_count ? v->nature_count : 1, sizeof *codes);
    uint32_t i;
    for (i = 0; i < v->nature_count; i++) codes[i] = v->natures[i].code;
    return conf_choice(s->builder.r, named, "nature", codes, v->nature_count);
}

static bool find_ceiling(struct scenario_reader *s, const struct setting *const *at, struct axis *x) {
    const struct model *m = s->campaign->model;
    struct conf_reader *r = s->builder.r;
    const char *codes[MODEL_MAX_VOLETS];
    const struct model_nature *nature;
    int32_t volet, found;
    int64_t number = 1;
    uint32_t v;
    for (v = 0; v < m->volet_count; v++) codes[v] = m->volets[v].code;
    volet = conf_choice(r, at[AXIS_VOLET], "volet", codes, m->volet_count);
    found = volet < 0 ? -1 : choose_nature(s, at[AXIS_NATURE], &m->volets[volet]);
    if (found < 0) return false;
    nature = &m->volets[volet].natures[found];
    if (!at[AXIS_CEILING_NUMBER] && nature->ceiling_count > 1) {
        conf_fault(r, at[AXIS_NATURE], "C406", "add plafond = 1; for the first of the model",
                   "this nature has %u ceilings: the setting \"plafond\" says which varies", nature->ceiling_count);
        return false;
    }
    if (at[AXIS_CEILING_NUMBER] && !conf_integer(r, at[AXIS_CEILING_NUMBER], 1, nature->ceiling_count, &number))
        return false;
    *x = (struct axis){.kind = AXIS_CEILING,
                       .volet = (uint32_t)volet,
                       .nature = (uint32_t)found,
                       .ceiling = (uint32_t)number - 1,
                       .spec = {.type = nature->months ? TYPE_INTEGER : TYPE_RATE,
                                .decimals = nature->months ? 0 : RATE_DECIMALS,
                                .has_min = true,
                                .has_max = true,
                                .min = 1,
                                .max = nature->months ? LONGEST_MSAP : WHOLE}};
    x->name = nature->ceiling_count == 1
                  ? arena_format(r->arena, "plafond %s %s", m->volets[volet].code, nature->code)
                  : arena_format(r->arena, "plafond %s %s %u", m->volets[volet].code, nature->code, x->ceiling + 1);
    x->spec.name = x->spec.label = x->name;
    x->spec.unit = "";
    return true;
}

/* ---- A parameter ---- */

/* The point of the campaign's curve that "seuil" or "resultat" names. */
static bool find_point(struct scenario_reader *s, const struct setting *number, struct axis *x) {
    const struct parameter_row *row = &s->campaign->plugins[x->plugin].base;
    const struct caqes_curve *curve;
    struct conf_reader *r = s->builder.r;
    bool threshold = x->kind == AXIS_THRESHOLD;
    if (x->spec.type != TYPE_CURVE || row->presences[x->slot] != CAQES_PRESENT) {
        conf_fault_name(r, number, "C407", x->spec.type == TYPE_CURVE ? "give whole curves in valeurs" : "remove it",
                        x->spec.type == TYPE_CURVE ? "\"%s\" is not set in this campaign: it has no points"
                                                   : "\"%s\" is not a curve",
                        x->spec.name);
        return false;
    }
    curve = &s->campaign->curves[row->values[x->slot]];
    if (number->integer < 1 || number->integer > curve->count ||
        (threshold && number->integer == curve->count && curve->kind != CAQES_CURVE_LINEAR)) {
        conf_fault(r, number, "C407",
                   "number its points from 1, as caqes config shows them; \"sinon\" has no threshold",
                   "\"%s\" has no such point", x->spec.name);
        return false;
    }
    x->point = (uint32_t)number->integer - 1;
    x->spec.type = TYPE_DECIMAL;
    x->spec.decimals = CURVE_DECIMALS;
    if (threshold) x->spec.has_min = x->spec.has_max = false;
    x->name = arena_format(r->arena, "%s %s %u", x->name, threshold ? "seuil" : "résultat", x->point + 1);
    return true;
}

/* Who is taken to set the parameter, as if a campaign or a reference were edited. */
static bool find_level(struct scenario_reader *s, const struct setting *name, const struct manifest_parameter *p,
                       struct axis *x) {
    x->level = p->set_by & SET_BY_REGION ? ORIGIN_REGION : ORIGIN_NATIONAL;
    if (p->set_by & (SET_BY_REGION | SET_BY_NATIONAL) || (x->prevails && p->set_by)) return true;
    conf_fault(s->builder.r, name, "C408",
               p->set_by ? "add prevaut = true; to give every contract the same" : "it is the plugin's own",
               p->set_by ? "\"%s\" is set by the contract alone" : "nobody sets \"%s\"", name->text);
    return false;
}

static bool find_figure(struct scenario_reader *s, const struct setting *group, const struct setting *const *at,
                        struct axis *x) {
    struct parameter_setting named = {group, at[AXIS_PLUGIN], at[AXIS_NAME], NULL, NULL};
    const struct manifest_parameter *p;
    const struct campaign_entry *e;
    uint32_t plugin = 0, slot = 0;
    p = parameter_find(&s->builder, &named, &plugin, &slot);
    if (!p) {
        e = campaign_entry_of(&s->builder, at[AXIS_PLUGIN], true);
        if (e && e->refusal)
            conf_fault(s->builder.r, at[AXIS_PLUGIN], "C410", "mend the plugin; see what was said of it",
                       "\"%s\" was refused: its parameters are not known", e->id);
        return false;
    }
    *x = (struct axis){.kind = at[AXIS_POINT_X]   ? AXIS_THRESHOLD
                               : at[AXIS_POINT_Y] ? AXIS_RESULT
                                                  : AXIS_PARAMETER,
                       .plugin = plugin,
                       .slot = slot,
                       .prevails = at[AXIS_PREVAILS] && at[AXIS_PREVAILS]->boolean,
                       .spec = p->spec};
    x->name = arena_format(s->builder.r->arena, "%s %s", at[AXIS_PLUGIN]->text, p->spec.name);
    if (!find_level(s, at[AXIS_NAME], p, x)) return false;
    return x->kind == AXIS_PARAMETER || find_point(s, at[at[AXIS_POINT_X] ? AXIS_POINT_X : AXIS_POINT_Y], x);
}

/* ---- An axis ---- */

/* A parameter, by its plugin and its name, or a ceiling, by its volet and its nature; not some of both. */
static bool names_one(struct scenario_reader *s, const struct setting *group, const struct setting *const *at) {
    bool parameter = at[AXIS_PLUGIN] && at[AXIS_NAME], ceiling = at[AXIS_VOLET] && at[AXIS_NATURE];
    bool strays = parameter
                      ? at[AXIS_VOLET] || at[AXIS_NATURE] || at[AXIS_CEILING_NUMBER]
                      : at[AXIS_PLUGIN] || at[AXIS_NAME] || at[AXIS_POINT_X] || at[AXIS_POINT_Y] || at[AXIS_PREVAILS];
    if ((parameter || ceiling) && !strays && !(at[AXIS_POINT_X] && at[AXIS_POINT_Y])) return true;
    conf_fault(s->builder.r, group, "C406",
               "write plugin and nom, with seuil or resultat for a point of a curve; or volet and nature, with plafond "
               "when it has several",
               "this does not name one figure");
    return false;
}

static bool same_figure(const struct axis *a, const struct axis *b) {
    if ((a->kind == AXIS_CEILING) != (b->kind == AXIS_CEILING)) return false;
    if (a->kind == AXIS_CEILING) return a->volet == b->volet && a->nature == b->nature && a->ceiling == b->ceiling;
    if (a->plugin != b->plugin || a->slot != b->slot) return false;
    return a->kind == AXIS_PARAMETER || b->kind == AXIS_PARAMETER || (a->kind == b->kind && a->point == b->point) ||
           a->prevails != b->prevails;
}

static void read_axis(struct scenario_reader *s, const struct setting *group) {
    const struct setting *at[AXIS_KEYS];
    struct scenarios *out = s->out;
    struct axis x;
    uint32_t a;
    conf_fields(s->builder.r, group, axis_keys, AXIS_KEYS, at);
    if (!names_one(s, group, at)) return;
    if (!(at[AXIS_PLUGIN] ? find_figure(s, group, at, &x) : find_ceiling(s, at, &x))) return;
    x.place = group->place;
    if (!scenario_values(s, group, at, &x)) return;
    for (a = 0; a < out->axis_count; a++)
        if (same_figure(&out->axes[a], &x))
            conf_fault(s->builder.r, group, "C405",
                       arena_format(s->builder.r->arena, "keep one: the first is on line %u", out->axes[a].place.line),
                       "%s varies twice", x.name);
    out->axes[out->axis_count++] = x;
}

/* ---- How many ---- */

static void count_product(struct scenario_reader *s, const struct setting *list) {
    uint64_t count = 1;
    uint32_t a;
    for (a = 0; a < s->out->axis_count && count <= SCENARIOS_MOST; a++) count *= s->out->axes[a].count;
    if (count > SCENARIOS_MOST)
        conf_fault(s->builder.r, list, "C404", "take fewer values, or draw among them: tirages = 1000; graine = 42;",
                   "the product of these values has more than %d scenarios", SCENARIOS_MOST);
    s->out->count = (uint32_t)count;
}

static void read_draws(struct scenario_reader *s, const struct setting *draws, const struct setting *seed) {
    struct conf_reader *r = s->builder.r;
    int64_t count = 0;
    if (!draws || !seed) {
        conf_fault_name(r, draws ? draws : seed, "C411", draws ? "add graine = 42; or any whole number" : "add tirages",
                        "draws have a number and a seed");
        return;
    }
    if (!conf_integer(r, draws, 1, SCENARIOS_MOST, &count) || !conf_integer(r, seed, 0, INT64_MAX, &s->out->seed) ||
        s->out->axis_count == 0)
        return;
    s->out->drawn = true;
    s->out->count = (uint32_t)count;
    s->out->draws = scenario_draws(s->out, s->out->count, r->arena);
}

/* Points that vary make a curve that a campaign could have in every scenario: in order, and going the way that the
 * plugin declares. */
static void check_curves(struct scenario_reader *s, const struct setting *list) {
    const struct scenarios *out = s->out;
    struct caqes_point points[CURVE_MAX_POINTS];
    struct curve_fault fault;
    uint32_t a, i, kind, count;
    for (a = 0; a < out->axis_count; a++) {
        const struct axis *x = &out->axes[a];
        if (x->kind != AXIS_THRESHOLD && x->kind != AXIS_RESULT) continue;
        for (i = 0; i < out->count; i++) {
            enum curve_course course = s->campaign->plugins[x->plugin].plugin->manifest->slots[x->slot]->course;
            const char *why = NULL;
            count = scenario_curve(out, s->campaign, i, x->plugin, x->slot, points, &kind, &fault);
            if (count == 0) {
                why = fault.text;
            } else if (curve_turns_at(kind, points, count, course) >= 0) {
                why = "the plugin says that its results go one way only, and they turn";
            }
            if (!why) continue;
            conf_fault(s->builder.r, list, "C409", "vary them within bounds that keep their order",
                       "in scenario %u, %s: %s", i + 1, x->name, why);
            return;
        }
    }
}

/* ---- The file ---- */

enum { KEY_FORMAT, KEY_VERSION, KEY_NAME, KEY_PARAMETERS, KEY_DRAWS, KEY_SEED, KEY_COUNT };
static const struct conf_key keys[KEY_COUNT] = {
    [KEY_FORMAT] = {"format", SETTING_TEXT, true},     [KEY_VERSION] = {"version", SETTING_INTEGER, true},
    [KEY_NAME] = {"nom", SETTING_TEXT, false},         [KEY_PARAMETERS] = {"parametres", SETTING_LIST, true},
    [KEY_DRAWS] = {"tirages", SETTING_INTEGER, false}, [KEY_SEED] = {"graine", SETTING_INTEGER, false}};

static void read_axes(struct scenario_reader *s, const struct setting *list) {
    uint32_t i;
    if (list->count == 0) conf_fault(s->builder.r, list, "C406", "name one at least", "no figure varies");
    if (list->count > SCENARIO_MOST_AXES) {
        conf_fault(s->builder.r, list, "C404", "write several files", "more than %d figures vary", SCENARIO_MOST_AXES);
        return;
    }
    for (i = 0; i < list->count; i++) {
        const struct setting *group = conf_element(s->builder.r, list, i, SETTING_GROUP);
        if (group) read_axis(s, group);
    }
}

/* The plugins of the campaign, as its own reader knows them. */
static void open_builder(struct scenario_reader *s, struct conf_reader *r, const struct campaign *c) {
    struct campaign_builder *b = &s->builder;
    uint32_t i;
    b->r = r;
    b->c = arena_alloc(r->arena, sizeof *b->c);
    *b->c = *c;
    for (i = 0; i < c->plugin_count; i++) {
        b->ids[i] = c->plugins[i].plugin->manifest->id;
        b->entries[i] = (struct campaign_entry){
            .id = b->ids[i], .plugin = c->plugins[i].plugin, .refusal = c->plugins[i].refusal, .index = i};
    }
    b->entry_count = c->plugin_count;
    b->c->curve_count = b->c->point_count = 0; /* those of the file alone */
    b->c->curves = NULL;
    b->c->points = NULL;
}

static const struct scenarios *build(struct conf_reader *r, const char *file, const struct setting *root,
                                     const struct campaign *campaign) {
    struct scenario_reader *s = arena_alloc(r->arena, sizeof *s);
    const struct setting *at[KEY_COUNT];
    uint32_t before = r->diag->errors;
    s->campaign = campaign;
    s->out = arena_alloc(r->arena, sizeof *s->out);
    s->out->file = file;
    if (!conf_is_format(r, root, SCENARIOS_FORMAT)) return NULL;
    open_builder(s, r, campaign);
    conf_fields(r, root, keys, KEY_COUNT, at);
    if (at[KEY_NAME]) s->out->name = at[KEY_NAME]->text;
    if (at[KEY_PARAMETERS]) read_axes(s, at[KEY_PARAMETERS]);
    s->out->curves = s->builder.c->curves;
    s->out->points = s->builder.c->points;
    if (at[KEY_DRAWS] || at[KEY_SEED]) {
        read_draws(s, at[KEY_DRAWS], at[KEY_SEED]);
    } else if (at[KEY_PARAMETERS]) {
        count_product(s, at[KEY_PARAMETERS]);
    }
    if (r->diag->errors == before) check_curves(s, at[KEY_PARAMETERS]);
    memcpy(s->out->sha256, r->sha256, sizeof s->out->sha256);
    return r->diag->errors == before ? s->out : NULL;
}

const struct scenarios *scenarios_read(const char *file, const struct campaign *campaign, struct arena *arena,
                                       struct diag *diag) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, arena, diag);
    root = conf_read(&r, file, NULL);
    return root ? build(&r, file, root, campaign) : NULL;
}

const struct scenarios *scenarios_parse(const char *file, const char *bytes, size_t length,
                                        const struct campaign *campaign, struct arena *arena, struct diag *diag) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, arena, diag);
    root = conf_parse(&r, file, bytes, length);
    return root ? build(&r, file, root, campaign) : NULL;
}
