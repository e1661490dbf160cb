/* SPDX-License-Identifier: MIT
 *
 * campaign.c: the campaign file: who, when, under which model; then everything it names. */
#include "host/campaign/campaign_internal.h"

#include "host/campaign/model_internal.h"

#include <inttypes.h>
#include <string.h>

#define CAMPAIGN_FORMAT "caqes-campagne"

enum {
    KEY_FORMAT,
    KEY_VERSION,
    KEY_NAME,
    KEY_REGION,
    KEY_YEAR,
    KEY_DATE,
    KEY_KEYS,
    KEY_MODEL,
    KEY_REFERENCES,
    KEY_PLUGINS,
    KEY_RULES,
    KEY_PARAMETERS,
    KEY_MISSING,
    KEY_SUSPENSIONS,
    KEY_COUNT
};
static const struct conf_key keys[KEY_COUNT] = {[KEY_FORMAT] = {"format", SETTING_TEXT, true},
                                                [KEY_VERSION] = {"version", SETTING_INTEGER, true},
                                                [KEY_NAME] = {"nom", SETTING_TEXT, true},
                                                [KEY_REGION] = {"region", SETTING_TEXT, true},
                                                [KEY_YEAR] = {"exercice", SETTING_INTEGER, true},
                                                [KEY_DATE] = {"date_evaluation", SETTING_TEXT, true},
                                                [KEY_KEYS] = {"cles", SETTING_TEXT, false},
                                                [KEY_MODEL] = {"modele", SETTING_TEXT, true},
                                                [KEY_REFERENCES] = {"referentiels", SETTING_LIST, false},
                                                [KEY_PLUGINS] = {"plugins", SETTING_LIST, true},
                                                [KEY_RULES] = {"affectations", SETTING_LIST, false},
                                                [KEY_PARAMETERS] = {"parametres", SETTING_LIST, false},
                                                [KEY_MISSING] = {"donnee_absente", SETTING_GROUP, false},
                                                [KEY_SUSPENSIONS] = {"suspensions", SETTING_LIST, false}};

/* ---- Year and date ---- */

/* An exercice is evaluated once it is over: until then its data cannot be complete. */
static void read_date(struct campaign_builder *b, const struct setting *s) {
    day date = day_parse(s->text, strlen(s->text));
    if (date == 0) {
        conf_fault(b->r, s, "C307", "write a day of the calendar as \"2019-06-17\"", "this is not a date");
    } else if (b->c->year && date / 10000 <= b->c->year) {
        conf_fault(b->r, s, "C343", arena_format(b->r->arena, "write a date after 31 December %u", b->c->year),
                   "the evaluation is dated before the end of exercice %u", b->c->year);
    }
    b->c->evaluation_date = date;
}

static void read_model(struct campaign_builder *b, const struct setting *named, const struct setting *year) {
    const struct model *m = model_read_from(b->r, conf_path(b->r, b->c->file, named->text), named);
    b->c->model = m;
    if (!m || b->c->year == 0 || (b->c->year >= m->first_year && b->c->year <= m->last_year)) return;
    conf_fault(b->r, year, "C343", "name the model of this exercice",
               "model \"%s\" covers %u to %u, and the campaign is of %u", m->code, m->first_year, m->last_year,
               b->c->year);
}

/* ---- Conventions by volet ---- */

static void volet_names(const struct model *m, const char **names) {
    uint32_t v;
    for (v = 0; v < m->volet_count; v++) names[v] = m->volets[v].code;
}

static void read_missing(struct campaign_builder *b, const struct setting *group) {
    static const char *const ways[] = {"incomplet", "zero"};
    const struct model *m = b->c->model;
    const char *names[MODEL_MAX_VOLETS];
    uint32_t i;
    volet_names(m, names);
    for (i = 0; i < group->count; i++) {
        const struct setting *s = &group->children[i];
        int32_t volet = model_volet_index(m, s->name);
        if (volet < 0) {
            conf_fault_name(b->r, s, "C309", conf_mend_name(b->r, s->name, names, m->volet_count),
                            "\"%s\" is not a known volet", s->name);
        } else if (s->kind != SETTING_TEXT) {
            conf_fault(b->r, s, "C305", conf_mend_name(b->r, NULL, ways, 2), "\"%s\" is set by a name in quotes",
                       s->name);
        } else {
            b->c->missing_counts_zero[volet] = conf_choice(b->r, s, "way", ways, 2) == 1;
        }
    }
}

static void read_suspension(struct campaign_builder *b, const struct setting *group) {
    static const struct conf_key suspension_keys[] = {{"volet", SETTING_TEXT, true}, {"motif", SETTING_TEXT, true}};
    const struct model *m = b->c->model;
    const struct setting *at[2];
    const char *names[MODEL_MAX_VOLETS];
    int32_t volet;
    conf_fields(b->r, group, suspension_keys, 2, at);
    volet_names(m, names);
    volet = at[0] ? conf_choice(b->r, at[0], "volet", names, m->volet_count) : -1;
    if (volet < 0 || !at[1]) return;
    if (b->c->suspended[volet])
        conf_fault(b->r, at[0], "C308", "keep one", "the volet \"%s\" is suspended twice", at[0]->text);
    b->c->suspended[volet] = at[1]->text;
}

/* ---- The whole ---- */

/* The files that the digest covers, in the order they are read. */
static void list_files(struct campaign_builder *b, const struct setting *keys_file, const struct setting *model,
                       const struct setting *references) {
    struct campaign *c = b->c;
    uint32_t count = 4 + (references ? references->count : 0), i;
    const char **files = arena_array(b->r->arena, count, sizeof *files);
    const char **named = arena_array(b->r->arena, count, sizeof *named);
    files[c->file_count++] = c->file;
    if (keys_file) named[c->file_count++] = keys_file->text;
    if (c->lock) named[c->file_count++] = LOCK_FILE;
    if (model) named[c->file_count++] = model->text;
    for (i = 0; references && i < references->count; i++) named[c->file_count++] = references->children[i].text;
    for (i = 1; i < c->file_count; i++) files[i] = conf_path(b->r, c->file, named[i]);
    c->files = files;
    c->named = named;
}

/* What the model's names are needed for: without a model there is nothing to check them against. */
static void read_under_model(struct campaign_builder *b, const struct setting *const *at) {
    uint32_t i;
    if (at[KEY_PLUGINS]) campaign_read_plugins(b, at[KEY_PLUGINS]);
    campaign_default_parameters(b);
    if (at[KEY_REFERENCES]) campaign_read_references(b, at[KEY_REFERENCES]);
    if (at[KEY_PARAMETERS]) campaign_read_parameters(b, at[KEY_PARAMETERS]);
    if (at[KEY_RULES]) campaign_read_rules(b, at[KEY_RULES]);
    if (at[KEY_MISSING]) read_missing(b, at[KEY_MISSING]);
    for (i = 0; at[KEY_SUSPENSIONS] && i < at[KEY_SUSPENSIONS]->count; i++) {
        const struct setting *group = conf_element(b->r, at[KEY_SUSPENSIONS], i, SETTING_GROUP);
        if (group) read_suspension(b, group);
    }
    campaign_prepare_gates(b);
    campaign_check_ceilings(b);
}

/* The vocabulary of the dossiers, from manifests that are all there and agree with the campaign. */
static void build_layout(struct campaign_builder *b) {
    const struct manifest **manifests = arena_array(b->r->arena, CAMPAIGN_MAX_PLUGINS, sizeof *manifests);
    struct layout *layout;
    uint32_t i;
    for (i = 0; i < b->c->plugin_count; i++) manifests[i] = b->c->plugins[i].plugin->manifest;
    layout = layout_build(manifests, b->c->plugin_count, b->c->model, b->r->arena, b->r->diag);
    for (i = 0; layout && i < b->entry_count; i++)
        layout->lacks_plugin = layout->lacks_plugin || b->entries[i].refusal != NULL;
    b->c->layout = layout;
}

struct campaign *campaign_build(struct conf_reader *r, const char *file, const struct setting *root,
                                const struct plugin_source *source) {
    struct campaign_builder *b = arena_alloc(r->arena, sizeof *b);
    struct campaign *c = b->c = arena_alloc(r->arena, sizeof *c);
    const struct setting *at[KEY_COUNT];
    uint32_t before = r->diag->errors, v;
    int64_t year = 0;
    b->r = r;
    b->source = source;
    c->file = file;
    for (v = 0; v < MODEL_MAX_VOLETS; v++) c->volet_plugin[v] = -1;
    if (!conf_is_format(r, root, CAMPAIGN_FORMAT)) return NULL;
    conf_fields(r, root, keys, KEY_COUNT, at);
    if (at[KEY_NAME]) c->name = at[KEY_NAME]->text;
    if (at[KEY_REGION]) c->region = at[KEY_REGION]->text;
    if (at[KEY_YEAR] && conf_integer(r, at[KEY_YEAR], 2000, 2999, &year)) c->year = (uint32_t)year;
    if (at[KEY_DATE]) read_date(b, at[KEY_DATE]);
    if (at[KEY_KEYS]) campaign_read_keys(b, at[KEY_KEYS]);
    if (at[KEY_MODEL]) read_model(b, at[KEY_MODEL], at[KEY_YEAR]);
    if (c->model) read_under_model(b, at);
    if (r->diag->errors == before + b->tolerated) build_layout(b);
    if (r->diag->errors != before + b->tolerated || !c->layout) return NULL;
    list_files(b, at[KEY_KEYS], at[KEY_MODEL], at[KEY_REFERENCES]);
    conf_digest(r, c->digest);
    return c;
}

static struct campaign *read_with(const char *file, const struct plugin_source *source, struct arena *arena,
                                  struct diag *diag) {
    struct conf_reader r;
    const struct setting *root;
    conf_open(&r, arena, diag);
    root = conf_read(&r, file, NULL);
    return root ? campaign_build(&r, file, root, source) : NULL;
}

struct campaign *campaign_read(const char *file, const char *const *plugin_dirs, uint32_t dir_count,
                               struct arena *arena, struct diag *diag) {
    struct plugin_folders folders = {plugin_dirs, dir_count};
    struct plugin_source source = {plugin_from_folders, &folders, false};
    return read_with(file, &source, arena, diag);
}

struct campaign *campaign_read_any_version(const char *file, const char *const *plugin_dirs, uint32_t dir_count,
                                           struct arena *arena, struct diag *diag) {
    struct plugin_folders folders = {plugin_dirs, dir_count};
    struct plugin_source source = {plugin_from_folders, &folders, true};
    return read_with(file, &source, arena, diag);
}
