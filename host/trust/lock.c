/* SPDX-License-Identifier: MIT */
#include "host/trust/lock.h"

#include "host/plugin/version.h"
#include "host/trust/keys.h"

#include <string.h>

#define LOCK_FORMAT "caqes-verrou"

enum { FILE_FORMAT, FILE_VERSION, FILE_PLUGINS, FILE_KEYS };
static const struct conf_key file_keys[FILE_KEYS] = {[FILE_FORMAT] = {"format", SETTING_TEXT, true},
                                                     [FILE_VERSION] = {"version", SETTING_INTEGER, true},
                                                     [FILE_PLUGINS] = {"plugins", SETTING_LIST, true}};

enum { ENTRY_ID, ENTRY_VERSION, ENTRY_SHA256, ENTRY_KEY, ENTRY_KEY_NAME, ENTRY_PUBLISHER, ENTRY_KEYS };
static const struct conf_key entry_keys[ENTRY_KEYS] = {[ENTRY_ID] = {"id", SETTING_TEXT, true},
                                                       [ENTRY_VERSION] = {"version", SETTING_TEXT, true},
                                                       [ENTRY_SHA256] = {"sha256", SETTING_TEXT, true},
                                                       [ENTRY_KEY] = {"cle", SETTING_TEXT, true},
                                                       [ENTRY_KEY_NAME] = {"nom_cle", SETTING_TEXT, true},
                                                       [ENTRY_PUBLISHER] = {"editeur", SETTING_TEXT, true}};

/* ---- Reading -------------------------------------------------------------------------------- */

static bool is_made_of(const char *text, const char *letters, size_t length) {
    return strlen(text) == length && strspn(text, letters) == length;
}

static bool read_entry(struct conf_reader *r, const struct setting *group, const char *before,
                       struct locked_plugin *out) {
    const struct setting *at[ENTRY_KEYS];
    uint32_t errors = r->diag->errors;
    conf_fields(r, group, entry_keys, ENTRY_KEYS, at);
    if (at[ENTRY_VERSION] && !version_is_valid(at[ENTRY_VERSION]->text))
        conf_fault(r, at[ENTRY_VERSION], "C352", LOCK_MEND, "this is not a version");
    if (at[ENTRY_SHA256] && !is_made_of(at[ENTRY_SHA256]->text, "0123456789abcdef", DIGEST_TEXT - 1))
        conf_fault(r, at[ENTRY_SHA256], "C352", LOCK_MEND, "this is not a sha256: 64 digits of 0-9 and a-f");
    if (at[ENTRY_KEY] && !is_made_of(at[ENTRY_KEY]->text, "0123456789ABCDEF", KEY_ID_TEXT - 1))
        conf_fault(r, at[ENTRY_KEY], "C352", LOCK_MEND,
                   "this is not the identifier of a key: 16 digits of 0-9 and A-F");
    if (at[ENTRY_ID] && before && strcmp(before, at[ENTRY_ID]->text) >= 0)
        conf_fault(r, at[ENTRY_ID], "C352", LOCK_MEND, "the ids of a lock are in order, each once; before: \"%s\"",
                   before);
    if (at[ENTRY_ID]) out->id = at[ENTRY_ID]->text;
    if (r->diag->errors != errors) return false;
    out->version = at[ENTRY_VERSION]->text;
    out->sha256 = at[ENTRY_SHA256]->text;
    out->key_id = at[ENTRY_KEY]->text;
    out->key_name = at[ENTRY_KEY_NAME]->text;
    out->publisher = at[ENTRY_PUBLISHER]->text;
    return true;
}

struct lock *lock_build(struct conf_reader *r, const char *file, const struct setting *root) {
    const struct setting *at[FILE_KEYS];
    struct lock *lock = arena_alloc(r->arena, sizeof *lock);
    const char *before = NULL;
    bool good = true;
    uint32_t i, errors = r->diag->errors;
    if (!conf_is_format(r, root, LOCK_FORMAT)) return NULL;
    conf_fields(r, root, file_keys, FILE_KEYS, at);
    if (!at[FILE_PLUGINS]) return NULL;
    lock->file = file;
    memcpy(lock->sha256, r->sha256, sizeof lock->sha256);
    lock->plugins = arena_array(r->arena, at[FILE_PLUGINS]->count + 1, sizeof *lock->plugins);
    for (i = 0; i < at[FILE_PLUGINS]->count; i++) {
        const struct setting *group = conf_element(r, at[FILE_PLUGINS], i, SETTING_GROUP);
        struct locked_plugin entry = {0};
        if (!group) continue;
        good = read_entry(r, group, before, &entry) && good;
        if (entry.id) before = entry.id;
        if (good) lock->plugins[lock->count++] = entry;
    }
    return r->diag->errors == errors ? lock : NULL;
}

/* ---- Looking up, adding --------------------------------------------------------------------- */

/* Where the id is, or would be. */
static uint32_t position_of(const struct lock *lock, const char *id) {
    uint32_t i;
    for (i = 0; i < lock->count && strcmp(lock->plugins[i].id, id) < 0; i++) {
    }
    return i;
}

const struct locked_plugin *lock_find(const struct lock *lock, const char *id) {
    uint32_t i = position_of(lock, id);
    return i < lock->count && strcmp(lock->plugins[i].id, id) == 0 ? &lock->plugins[i] : NULL;
}

void lock_put(struct lock *lock, const struct locked_plugin *entry, struct arena *arena) {
    uint32_t i = position_of(lock, entry->id);
    bool there = i < lock->count && strcmp(lock->plugins[i].id, entry->id) == 0;
    struct locked_plugin *plugins;
    if (!there) {
        plugins = arena_array(arena, lock->count + 1, sizeof *plugins);
        if (i > 0) memcpy(plugins, lock->plugins, i * sizeof *plugins);
        if (i < lock->count) memcpy(plugins + i + 1, lock->plugins + i, (lock->count - i) * sizeof *plugins);
        lock->plugins = plugins;
        lock->count++;
    }
    lock->plugins[i] = *entry;
}

/* ---- Writing -------------------------------------------------------------------------------- */

static void write_text(FILE *stream, const char *name, const char *text) {
    fprintf(stream, "%s = \"", name);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', stream);
        fputc(*text, stream);
    }
    fputs("\";", stream);
}

void lock_write(FILE *stream, const struct lock *lock) {
    uint32_t i;
    fputs("# Written by: caqes plugin install. Do not edit: docs/trust.md\n"
          "format = \"" LOCK_FORMAT "\"; version = 1;\n"
          "plugins = (",
          stream);
    for (i = 0; i < lock->count; i++) {
        const struct locked_plugin *p = &lock->plugins[i];
        const char *const fields[ENTRY_KEYS] = {p->id, p->version, p->sha256, p->key_id, p->key_name, p->publisher};
        uint32_t k;
        fputs(i ? ",\n  {" : "\n  {", stream);
        for (k = 0; k < ENTRY_KEYS; k++) {
            fputs(k == 0 || k == ENTRY_VERSION ? " " : "\n    ", stream);
            write_text(stream, entry_keys[k].name, fields[k]);
        }
        fputs(" }", stream);
    }
    fputs("\n);\n", stream);
}
