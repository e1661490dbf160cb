/* SPDX-License-Identifier: MIT
 *
 * campaign_plugins.c: the plugins of a campaign: found, loaded, compared with what the campaign says of
 * them, sorted, and tied to the rows of the model. */
#include "host/campaign/campaign_internal.h"

#include <string.h>
#include <unistd.h>

/* ---- Finding ---- */

/* "a, b": the folders that were searched. */
static const char *list_folders(const struct plugin_folders *f, struct arena *arena) {
    const char *all = "";
    uint32_t i;
    for (i = 0; i < f->count; i++) all = arena_format(arena, "%s%s%s", all, i ? ", " : "", f->paths[i]);
    return all;
}

static const char *find_in_folders(const struct plugin_folders *f, const char *name, struct arena *arena) {
    uint32_t i;
    for (i = 0; i < f->count; i++) {
        const char *path = arena_format(arena, "%s/%s", f->paths[i], name);
        if (access(path, F_OK) == 0) return path;
    }
    return NULL;
}

struct plugin *plugin_from_folders(const void *folders, struct conf_reader *r, const char *campaign,
                                   const struct setting *named, uint32_t year, const char **found) {
    const struct plugin_folders *f = folders;
    const char *path;
    *found = NULL;
    if (strchr(named->text, '/')) {
        path = conf_path(r, campaign, named->text);
        if (access(path, F_OK) != 0) {
            conf_fault(r, named, "C330", arena_format(r->arena, "it was looked for as %s", path),
                       "there is no plugin at this path");
            return NULL;
        }
    } else {
        path = find_in_folders(f, named->text, r->arena);
        if (!path) {
            conf_fault(r, named, "C330",
                       f->count ? arena_format(r->arena, "build or install it in one of: %s", list_folders(f, r->arena))
                                : "say where plugins are with --plugins FOLDER",
                       "no plugin of this name was found");
            return NULL;
        }
    }
    *found = path;
    return plugin_open(path, year, r->arena, r->diag);
}

/* ---- Reading ---- */

enum { PLUGIN_ID, PLUGIN_VERSION, PLUGIN_FILE, PLUGIN_DEFAULT, PLUGIN_VOLETS, PLUGIN_KEYS };
static const struct conf_key plugin_keys[PLUGIN_KEYS] = {[PLUGIN_ID] = {"id", SETTING_TEXT, true},
                                                         [PLUGIN_VERSION] = {"version", SETTING_TEXT, true},
                                                         [PLUGIN_FILE] = {"fichier", SETTING_TEXT, true},
                                                         [PLUGIN_DEFAULT] = {"par_defaut", SETTING_BOOLEAN, false},
                                                         [PLUGIN_VOLETS] = {"volets", SETTING_LIST, false}};

/* What was loaded is what the campaign was written for. */
static bool check_identity(struct campaign_builder *b, const struct setting *const *at, const struct plugin *p) {
    const struct manifest *m = p->manifest;
    bool same = true;
    if (strcmp(at[PLUGIN_ID]->text, m->id) != 0) {
        conf_fault(b->r, at[PLUGIN_ID], "C331",
                   arena_format(b->r->arena, "write id = \"%s\"; or name its own file", m->id),
                   "the campaign says \"%s\", and %s holds \"%s\"", at[PLUGIN_ID]->text, p->file, m->id);
        same = false;
    }
    if (at[PLUGIN_VERSION] && !b->source->any_version && strcmp(at[PLUGIN_VERSION]->text, m->version) != 0) {
        conf_fault(b->r, at[PLUGIN_VERSION], "C332",
                   arena_format(b->r->arena, "install version %s, or accept version %s by writing it here",
                                at[PLUGIN_VERSION]->text, m->version),
                   "the campaign says version %s of \"%s\", and %s is version %s", at[PLUGIN_VERSION]->text, m->id,
                   p->file, m->version);
        same = false;
    }
    return same;
}

/* "volets" is what stands when the file is refused one day: it must name every row that the plugin feeds. */
static void check_volets(struct campaign_builder *b, const struct setting *volets, const struct manifest *m) {
    uint32_t o, i;
    for (o = 0; volets && o < m->obligation_count; o++) {
        for (i = 0; i < volets->count && strcmp(volets->children[i].text, m->obligations[o].volet) != 0; i++) {
        }
        if (i < volets->count) continue;
        conf_fault(b->r, volets, "C348", arena_format(b->r->arena, "add \"%s\"", m->obligations[o].volet),
                   "\"%s\" feeds the volet \"%s\", which \"volets\" does not name", m->id, m->obligations[o].volet);
        return;
    }
}

/* Opens a plugin. One that is refused does not stop the campaign: a stand-in takes its place, for nothing that it says
 * of itself is to be believed. */
static void open_plugin(struct campaign_builder *b, struct campaign_entry *e, const struct setting *const *at) {
    uint32_t before = b->r->diag->errors, errors;
    const char *refusal = "son fichier est refusé";
    struct plugin *stand_in;
    const char *found;
    e->named = at[PLUGIN_FILE]->text;
    e->plugin = b->source->open(b->source->context, b->r, b->c->file, at[PLUGIN_FILE], b->c->year, &found);
    if (e->plugin && !check_identity(b, at, e->plugin)) {
        e->plugin = NULL;
        return;
    }
    if (e->plugin) refusal = campaign_distrust(b, e);
    if (e->plugin && !refusal) {
        check_volets(b, at[PLUGIN_VOLETS], e->plugin->manifest);
        return;
    }
    errors = b->r->diag->errors - before;
    if (!found || !at[PLUGIN_VERSION]) return;
    stand_in = refused_plugin(b, e->id, at[PLUGIN_VERSION]->text, found, at[PLUGIN_VOLETS]);
    if (stand_in && e->plugin) memcpy(stand_in->sha256, e->plugin->sha256, sizeof stand_in->sha256);
    e->plugin = stand_in;
    if (!stand_in) return;
    e->refusal = refusal;
    b->tolerated += errors;
}

static void read_plugin(struct campaign_builder *b, const struct setting *group) {
    const struct setting *at[PLUGIN_KEYS];
    struct campaign_entry *e = &b->entries[b->entry_count];
    uint32_t i;
    conf_fields(b->r, group, plugin_keys, PLUGIN_KEYS, at);
    if (!at[PLUGIN_ID]) return;
    for (i = 0; i < b->entry_count; i++) {
        if (strcmp(b->ids[i], at[PLUGIN_ID]->text) != 0) continue;
        conf_fault(b->r, at[PLUGIN_ID], "C333",
                   arena_format(b->r->arena, "keep one: the first is on line %u", b->entries[i].at->place.line),
                   "plugin \"%s\" is named twice", at[PLUGIN_ID]->text);
        return;
    }
    e->id = b->ids[b->entry_count++] = at[PLUGIN_ID]->text;
    e->at = e->volet_at = group;
    e->by_default = !at[PLUGIN_DEFAULT] || at[PLUGIN_DEFAULT]->boolean;
    if (at[PLUGIN_DEFAULT]) e->volet_at = at[PLUGIN_DEFAULT];
    if (!at[PLUGIN_FILE]) return;
    open_plugin(b, e, at);
}

/* Volets first: their results go to no one, and they receive those of the sets. */
static void sort_plugins(struct campaign_builder *b) {
    struct campaign *c = b->c;
    int volets;
    uint32_t i;
    c->plugins = arena_array(b->r->arena, b->entry_count ? b->entry_count : 1, sizeof *c->plugins);
    for (volets = 1; volets >= 0; volets--) {
        for (i = 0; i < b->entry_count; i++) {
            struct campaign_entry *e = &b->entries[i];
            if (!e->plugin || e->plugin->manifest->is_volet != (volets == 1)) continue;
            e->index = c->plugin_count++;
            c->plugins[e->index].plugin = e->plugin;
            c->plugins[e->index].named = e->named;
            c->plugins[e->index].refusal = e->refusal;
            c->plugins[e->index].stand_in = e->refusal != NULL;
            c->plugins[e->index].signer = e->signer;
            c->plugins[e->index].by_default = e->by_default;
            c->plugins[e->index].line = e->at->place.line;
            if (e->by_default) c->default_plugins |= 1U << e->index;
        }
    }
}

/* ---- Volets ---- */

static void tie_volet(struct campaign_builder *b, const struct campaign_entry *e) {
    const char *volet = e->plugin->manifest->volet;
    int32_t v = volet ? model_volet_index(b->c->model, volet) : -1;
    if (v < 0) return; /* layout_build says so */
    if (b->c->volet_plugin[v] >= 0) {
        const struct manifest *other = b->c->plugins[b->c->volet_plugin[v]].plugin->manifest;
        conf_fault(b->r, e->at, "C334", arena_format(b->r->arena, "remove one of \"%s\" and \"%s\"", other->id, e->id),
                   "two plugins settle the volet \"%s\"", volet);
        return;
    }
    b->c->volet_plugin[v] = (int32_t)e->index;
    if (b->c->model->volets[v].mandatory && !e->by_default)
        conf_fault(b->r, e->volet_at, "C335", "remove par_defaut = false;",
                   "the volet \"%s\" is mandatory: its plugin applies to everyone", volet);
}

/* A plugin that was refused may have been the one of a volet: nothing is missing then. */
static void tie_volets(struct campaign_builder *b, const struct setting *list, bool all_loaded) {
    const struct model *m = b->c->model;
    uint32_t i, v;
    for (i = 0; i < b->entry_count; i++)
        if (b->entries[i].plugin && b->entries[i].plugin->manifest->is_volet) tie_volet(b, &b->entries[i]);
    for (v = 0; v < m->volet_count && all_loaded; v++)
        if (m->volets[v].mandatory && b->c->volet_plugin[v] < 0)
            conf_fault(b->r, list, "C335", "add the plugin that settles it",
                       "the volet \"%s\" is mandatory, and no plugin settles it", m->volets[v].code);
}

void campaign_read_plugins(struct campaign_builder *b, const struct setting *list) {
    bool all_loaded = true;
    uint32_t i;
    if (list->count > CAMPAIGN_MAX_PLUGINS)
        conf_fault(b->r, list, "C345", NULL, "a campaign has at most %d plugins", CAMPAIGN_MAX_PLUGINS);
    for (i = 0; i < list->count && b->entry_count < CAMPAIGN_MAX_PLUGINS; i++) {
        const struct setting *group = conf_element(b->r, list, i, SETTING_GROUP);
        if (group) read_plugin(b, group);
    }
    for (i = 0; i < b->entry_count; i++) all_loaded = all_loaded && b->entries[i].plugin && !b->entries[i].refusal;
    sort_plugins(b);
    tie_volets(b, list, all_loaded && b->entry_count == list->count);
}

int32_t campaign_stand_in(const struct campaign *c, uint32_t volet) {
    uint32_t p, o;
    for (p = 0; p < c->plugin_count; p++) {
        const struct manifest *m = c->plugins[p].plugin->manifest;
        for (o = 0; c->plugins[p].stand_in && o < m->obligation_count; o++)
            if (strcmp(m->obligations[o].volet, c->model->volets[volet].code) == 0) return (int32_t)p;
    }
    return -1;
}

const struct campaign_entry *campaign_entry_of(struct campaign_builder *b, const struct setting *id, bool quiet) {
    uint32_t i;
    for (i = 0; i < b->entry_count; i++)
        if (strcmp(b->ids[i], id->text) == 0) return &b->entries[i];
    if (!quiet)
        conf_fault(b->r, id, "C336", conf_mend_name(b->r, id->text, b->ids, b->entry_count),
                   "\"%s\" is not a plugin of this campaign", id->text);
    return NULL;
}

const struct setting *campaign_plugin_at(const struct campaign_builder *b, uint32_t index) {
    uint32_t i;
    for (i = 0; i < b->entry_count; i++)
        if (b->entries[i].plugin && b->entries[i].index == index) return b->entries[i].at;
    return NULL;
}
