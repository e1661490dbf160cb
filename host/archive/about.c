/* SPDX-License-Identifier: MIT */
#include "host/archive/about.h"

#include "host/base/text.h"
#include "host/read/json_find.h"

/* ---- Writing ---- */

static void files_json(struct json_writer *w, const struct about *a) {
    uint32_t k;
    json_key(w, "configuration");
    json_begin(w, '[');
    for (k = 0; k < a->file_count; k++) {
        json_begin(w, '{');
        if (a->files[k].named) json_field(w, "nomme", a->files[k].named);
        json_field(w, "fichier", a->files[k].member);
        json_end(w, '}');
    }
    json_end(w, ']');
}

static void plugins_json(struct json_writer *w, const struct about *a) {
    uint32_t k;
    json_key(w, "plugins");
    json_begin(w, '[');
    for (k = 0; k < a->plugin_count; k++) {
        json_begin(w, '{');
        json_field(w, "id", a->plugins[k].id);
        json_field(w, "version", a->plugins[k].version);
        json_field(w, "sha256", a->plugins[k].sha256);
        json_field(w, "nomme", a->plugins[k].named);
        json_field(w, "fichier", a->plugins[k].member);
        json_end(w, '}');
    }
    json_end(w, ']');
}

void about_write(struct json_writer *w, const struct about *a) {
    w->pretty = true;
    json_begin(w, '{');
    json_field(w, "format", "caqes-archive");
    json_field_integer(w, "version", ABOUT_VERSION);
    json_field(w, "programme", a->program);
    json_field(w, "campagne", a->name);
    json_field_integer(w, "exercice", a->year);
    json_field(w, "fichier_campagne", a->campaign);
    json_field(w, "empreinte_configuration", a->configuration);
    json_field_integer(w, "dossiers", a->dossiers);
    json_field(w, "resultats", a->results);
    json_field(w, "format_resultats", a->format);
    json_key(w, "etapes");
    json_bool(w, a->explain);
    json_field_integer(w, "secondes_par_lot", a->worker_seconds);
    json_field_integer(w, "code_de_sortie", a->exit_code);
    files_json(w, a);
    plugins_json(w, a);
    json_end(w, '}');
    json_end_line(w);
}

/* ---- Reading ---- */

struct reading {
    const char *file;
    const struct bundle_index *index;
    struct arena *arena;
    struct diag *diag;
    bool good;
};

static void refuse(struct reading *r, const char *code, const char *found, const char *text) {
    struct diag_message m = {.code = code,
                             .place = {r->file, 0, 0},
                             .found = found,
                             .found_length = found ? strlen(found) : 0,
                             .mend = "ask for the archive again: " ABOUT_NAME " is not as caqes writes it"};
    diag_report(r->diag, &m, "%s", text);
    r->good = false;
}

static const char *text_of(struct reading *r, const struct json_node *object, const char *key, bool required) {
    const struct json_node *n = json_find(object, key);
    if (n && n->kind == JSON_STRING && !memchr(n->text, 0, n->text_length) && !text_steers(n->text, n->text_length))
        return arena_copy(r->arena, n->text, n->text_length);
    if (n || required) refuse(r, "A101", key, ABOUT_NAME " does not say what it must");
    return "";
}

static int64_t number_of(struct reading *r, const struct json_node *object, const char *key, int64_t max) {
    const struct json_node *n = json_find(object, key);
    int64_t value = 0;
    if (n && n->kind == JSON_NUMBER && decimal_parse(n->text, n->text_length, 0, &value) == DECIMAL_OK && value >= 0 &&
        value <= max)
        return value;
    refuse(r, "A101", key, ABOUT_NAME " does not say what it must");
    return 0;
}

static const char *member_of(struct reading *r, const struct json_node *object, const char *key) {
    const char *name = text_of(r, object, key, true);
    if (!bundle_index_find(r->index, name)) refuse(r, "A110", name, "the archive lacks what it was evaluated with");
    return name;
}

static const struct json_node *list_of(struct reading *r, const struct json_node *root, const char *key,
                                       uint32_t *count) {
    const struct json_node *list = json_find(root, key);
    *count = 0;
    if (!list || list->kind != JSON_ARRAY) {
        refuse(r, "A101", key, ABOUT_NAME " does not say what it must");
        return NULL;
    }
    JSON_EACH(child, list)(*count)++;
    return list;
}

static void read_files(struct reading *r, const struct json_node *root, struct about *out) {
    const struct json_node *list = list_of(r, root, "configuration", &out->file_count);
    struct about_file *f = out->files = arena_array(r->arena, out->file_count + 1, sizeof *out->files);
    if (!list) return;
    JSON_EACH(child, list) {
        f->member = member_of(r, child, "fichier");
        f->named = text_of(r, child, "nomme", false);
        f++;
    }
}

/* What it says of a plugin's bytes is what the index says. */
static void check_digest(struct reading *r, const struct about_plugin *p) {
    const struct bundle_entry *e = bundle_index_find(r->index, p->member);
    if (e && *p->sha256 && strcmp(e->sha256, p->sha256) != 0)
        refuse(r, "A101", p->id, ABOUT_NAME " and the index do not give this plugin the same sha256");
}

static void read_plugins(struct reading *r, const struct json_node *root, struct about *out) {
    const struct json_node *list = list_of(r, root, "plugins", &out->plugin_count);
    struct about_plugin *p = out->plugins = arena_array(r->arena, out->plugin_count + 1, sizeof *out->plugins);
    if (!list) return;
    JSON_EACH(child, list) {
        p->id = text_of(r, child, "id", true);
        p->version = text_of(r, child, "version", true);
        p->sha256 = text_of(r, child, "sha256", true);
        p->named = text_of(r, child, "nomme", true);
        p->member = member_of(r, child, "fichier");
        check_digest(r, p);
        p++;
    }
}

static void read_root(struct reading *r, const struct json_node *root, struct about *out) {
    const struct json_node *explain = json_find(root, "etapes");
    if (strcmp(text_of(r, root, "format", true), "caqes-archive") != 0 ||
        number_of(r, root, "version", 1000) != ABOUT_VERSION) {
        refuse(r, "A101", NULL, "this archive is of another format than this program reads");
        return;
    }
    out->program = text_of(r, root, "programme", true);
    out->name = text_of(r, root, "campagne", true);
    out->campaign = member_of(r, root, "fichier_campagne");
    out->configuration = text_of(r, root, "empreinte_configuration", true);
    out->results = member_of(r, root, "resultats");
    out->format = text_of(r, root, "format_resultats", true);
    out->explain = explain && explain->kind == JSON_TRUE;
    out->year = (uint32_t)number_of(r, root, "exercice", 2999);
    out->dossiers = (uint32_t)number_of(r, root, "dossiers", UINT32_MAX);
    out->worker_seconds = (uint32_t)number_of(r, root, "secondes_par_lot", 3600);
    out->exit_code = (int)number_of(r, root, "code_de_sortie", 255);
    if (strcmp(out->format, "table") != 0 && strcmp(out->format, "json") != 0 && strcmp(out->format, "ndjson") != 0)
        refuse(r, "A101", out->format, ABOUT_NAME " does not say what it must");
    read_files(r, root, out);
    read_plugins(r, root, out);
}

bool about_read(const char *file, const char *folder, const struct bundle_index *index, struct arena *arena,
                struct diag *diag, struct about *out) {
    struct reading r = {file, index, arena, diag, true};
    const char *path = arena_format(arena, "%s/" ABOUT_NAME, folder);
    struct json_source *source = json_source_create();
    const struct json_node *root = NULL;
    size_t length = 0;
    char *text = bundle_file_text(path, JSON_MAX_BYTES, JSON_PADDING, arena, &length);
    uint32_t twins = 0;
    *out = (struct about){0};
    if (text) root = json_source_parse(source, text, length, &twins);
    if (!root || twins > 0) {
        refuse(&r, "A101", NULL, "the archive has no " ABOUT_NAME " that can be read");
    } else {
        read_root(&r, root, out);
    }
    json_source_destroy(source);
    return r.good;
}
