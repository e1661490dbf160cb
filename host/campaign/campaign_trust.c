/* SPDX-License-Identifier: MIT
 *
 * campaign_trust.c: a campaign that names a list of keys: what is signed, and what was installed. */
#include "host/campaign/campaign_internal.h"

#include "host/trust/trust.h"

#include <string.h>
#include <unistd.h>

/* ---- Keys and lock -------------------------------------------------------------------------- */

static const char *lock_path(struct conf_reader *r, const char *campaign) { return conf_path(r, campaign, LOCK_FILE); }

static struct lock *read_lock(struct conf_reader *r, const char *path, const struct setting *from) {
    const struct setting *root = conf_read(r, path, from);
    return root ? lock_build(r, path, root) : NULL;
}

/* The model and the references are national data, whoever wrote the campaign. The bytes that are verified are those
 * that are parsed. */
static bool is_national(struct conf_reader *r, const char *file, const struct setting *from, const char *bytes,
                        size_t length) {
    struct verdict v =
        trust_bytes(r->guard_context, trust_signature_file(file, r->arena), bytes, length, true, r->arena);
    if (!v.code) return true;
    conf_fault(r, from, "C353",
               arena_format(r->arena, "get it from the national team, with its signature %s",
                            trust_signature_file(file, r->arena)),
               "%s is not to be trusted: %s", file, v.text);
    return false;
}

void campaign_read_keys(struct campaign_builder *b, const struct setting *named) {
    struct conf_reader *r = b->r;
    const char *lock = lock_path(r, b->c->file);
    b->c->keys = keys_read(r, conf_path(r, b->c->file, named->text), named);
    if (access(lock, F_OK) == 0) {
        b->c->lock = read_lock(r, lock, named);
    } else {
        conf_fault(r, named, "C351", "install the plugins of the campaign: caqes plugin install",
                   "the campaign has a list of keys, and there is no lock %s", lock);
    }
    if (!b->c->keys) return;
    r->guard = is_national;
    r->guard_context = b->c->keys;
}

/* ---- A plugin ------------------------------------------------------------------------------- */

const char *campaign_distrust(struct campaign_builder *b, struct campaign_entry *e) {
    struct arena *arena = b->r->arena;
    struct plugin *p = e->plugin;
    struct verdict v;
    if (!b->c->keys || !b->c->lock) return NULL; /* unlocked, or refused whole */
    v = b->source->any_version
            ? trust_plugin(b->c->keys, trust_signature_file(p->file, arena), p, arena)
            : trust_installed(b->c->keys, b->c->lock, trust_signature_file(p->file, arena), p, arena);
    if (v.code) {
        struct diag_message m = {.code = v.code, .place = {.file = p->file}, .mend = v.mend};
        diag_report(b->r->diag, &m, "%s", v.text);
        if (p->image >= 0) close(p->image);
        return v.reason;
    }
    /* What was verified is what is loaded, in this process too. */
    p->loaded = arena_format(arena, "/proc/self/fd/%d", p->image);
    e->signer = v.key;
    return NULL;
}

/* ---- For the installation ------------------------------------------------------------------- */

static const struct setting *setting_of(const struct setting *root, const char *name, enum setting_kind kind) {
    uint32_t i;
    for (i = 0; i < root->count; i++)
        if (strcmp(root->children[i].name, name) == 0 && root->children[i].kind == kind) return &root->children[i];
    return NULL;
}

bool campaign_read_trust(const char *file, struct arena *arena, struct diag *diag, struct campaign_trust *out) {
    struct conf_reader r;
    const struct setting *root, *keys, *year;
    const char *lock;
    int64_t exercice = 0;
    conf_open(&r, arena, diag);
    root = conf_read(&r, file, NULL);
    if (!root || !conf_is_format(&r, root, "caqes-campagne")) return false;
    keys = setting_of(root, "cles", SETTING_TEXT);
    year = setting_of(root, "exercice", SETTING_INTEGER);
    if (!keys || !*keys->text) {
        conf_fault(&r, root, "C354", "add cles = \"cles.cfg\"; and write that file: docs/trust.md",
                   "the campaign names no list of keys: nobody's plugins can be verified");
        return false;
    }
    if (!year || !conf_integer(&r, year, 2000, 2999, &exercice)) {
        if (!year) conf_fault(&r, root, "C304", "add exercice = 2018;", "the setting \"exercice\" is missing");
        return false;
    }
    lock = lock_path(&r, file);
    *out = (struct campaign_trust){.year = (uint32_t)exercice, .plugins = conf_path(&r, file, "plugins")};
    out->keys = keys_read(&r, conf_path(&r, file, keys->text), keys);
    if (access(lock, F_OK) == 0) {
        out->lock = read_lock(&r, lock, keys);
    } else {
        out->lock = arena_alloc(arena, sizeof *out->lock);
        out->lock->file = lock;
    }
    return out->keys && out->lock;
}
