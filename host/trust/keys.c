/* SPDX-License-Identifier: MIT */
#include "host/trust/keys.h"

#include "host/base/calendar.h"

#include <string.h>

#define KEYS_FORMAT "caqes-cles"

enum { FILE_FORMAT, FILE_VERSION, FILE_LIST, FILE_KEYS };
static const struct conf_key file_keys[FILE_KEYS] = {[FILE_FORMAT] = {"format", SETTING_TEXT, true},
                                                     [FILE_VERSION] = {"version", SETTING_INTEGER, true},
                                                     [FILE_LIST] = {"cles", SETTING_LIST, true}};

enum { KEY_NAME, KEY_TEXT, KEY_SCOPE, KEY_PREFIXES, KEY_REVOKED, KEY_MOTIVE, KEY_KEYS };
static const struct conf_key key_keys[KEY_KEYS] = {
    [KEY_NAME] = {"nom", SETTING_TEXT, true},          [KEY_TEXT] = {"cle", SETTING_TEXT, true},
    [KEY_SCOPE] = {"portee", SETTING_TEXT, true},      [KEY_PREFIXES] = {"plugins", SETTING_LIST, false},
    [KEY_REVOKED] = {"revoquee", SETTING_TEXT, false}, [KEY_MOTIVE] = {"motif", SETTING_TEXT, false}};

struct list_reader {
    struct conf_reader *r;
    struct trusted_key *keys;
    uint32_t count;
};

/* Beginnings of ids end with a point: "fr.ars-a." is not "fr.ars-ab.indicateurs". */
static void read_prefixes(struct conf_reader *r, const struct setting *list, struct trusted_key *k) {
    const char **prefixes = arena_array(r->arena, list->count + 1, sizeof *prefixes);
    uint32_t i;
    if (list->count == 0) conf_fault(r, list, "C307", "remove it: the key may then sign any id", "this list is empty");
    for (i = 0; i < list->count; i++) {
        const struct setting *s = conf_element(r, list, i, SETTING_TEXT);
        size_t length = s ? strlen(s->text) : 0;
        if (!s) continue;
        if (s->text[length - 1] != '.')
            conf_fault(r, s, "C307", arena_format(r->arena, "write \"%s.\"", s->text),
                       "the beginning of an id ends with a point");
        prefixes[k->prefix_count++] = s->text;
    }
    k->prefixes = prefixes;
}

static void read_revocation(struct conf_reader *r, const struct setting *const *at, const struct setting *group,
                            struct trusted_key *k) {
    if (at[KEY_MOTIVE] && !at[KEY_REVOKED])
        conf_fault(r, group, "C304", "add revoquee = \"2026-01-31\"; or remove motif",
                   "a key with a motif has been revoked: the setting \"revoquee\" is missing");
    if (!at[KEY_REVOKED]) return;
    if (day_parse(at[KEY_REVOKED]->text, strlen(at[KEY_REVOKED]->text)) == 0)
        conf_fault(r, at[KEY_REVOKED], "C307", "write a day of the calendar as \"2026-01-31\"", "this is not a date");
    k->revoked = at[KEY_REVOKED]->text;
    if (at[KEY_MOTIVE]) k->motive = at[KEY_MOTIVE]->text;
}

/* One key has one name, and one name one key: a revoked key listed again as a good one would be a hole. */
static void check_unique(const struct list_reader *l, const struct setting *const *at, const struct trusted_key *k) {
    uint32_t i;
    for (i = 0; i < l->count; i++) {
        if (at[KEY_NAME] && strcmp(l->keys[i].name, k->name) == 0)
            conf_fault(l->r, at[KEY_NAME], "C308", "give each key its own name", "two keys have this name");
        if (memcmp(l->keys[i].key.id, k->key.id, MINISIGN_ID) == 0 ||
            memcmp(l->keys[i].key.key, k->key.key, MINISIGN_PUBLIC) == 0)
            conf_fault(l->r, at[KEY_TEXT], "C308", "keep one", "this key is that of \"%s\" too", l->keys[i].name);
    }
}

static void read_key(struct list_reader *l, const struct setting *group) {
    static const char *const scopes[] = {"nationale", "regionale"};
    const struct setting *at[KEY_KEYS];
    struct trusted_key *k = &l->keys[l->count];
    conf_fields(l->r, group, key_keys, KEY_KEYS, at);
    memset(k, 0, sizeof *k);
    k->name = at[KEY_NAME] ? at[KEY_NAME]->text : "";
    if (at[KEY_SCOPE]) k->national = conf_choice(l->r, at[KEY_SCOPE], "portee", scopes, 2) == 0;
    if (at[KEY_PREFIXES]) read_prefixes(l->r, at[KEY_PREFIXES], k);
    read_revocation(l->r, at, group, k);
    if (!at[KEY_TEXT]) return;
    if (minisign_read_public(at[KEY_TEXT]->text, strlen(at[KEY_TEXT]->text), &k->key) != MINISIGN_OK) {
        conf_fault(l->r, at[KEY_TEXT], "C350",
                   "write the second line of the file that minisign -G calls a public key: \"RW...\"",
                   "this is not a public key of minisign");
        return;
    }
    minisign_id_text(k->key.id, k->id);
    check_unique(l, at, k);
    l->count++;
}

const struct key_list *keys_build(struct conf_reader *r, const char *file, const struct setting *root) {
    const struct setting *at[FILE_KEYS];
    struct key_list *list = arena_alloc(r->arena, sizeof *list);
    struct list_reader l = {r, arena_array(r->arena, KEYS_MOST, sizeof *l.keys), 0};
    uint32_t before = r->diag->errors, i;
    if (!conf_is_format(r, root, KEYS_FORMAT)) return NULL;
    conf_fields(r, root, file_keys, FILE_KEYS, at);
    if (!at[FILE_LIST]) return NULL;
    if (at[FILE_LIST]->count == 0 || at[FILE_LIST]->count > KEYS_MOST)
        conf_fault(r, at[FILE_LIST], "C307", NULL, "a list holds 1 to %d keys", KEYS_MOST);
    for (i = 0; i < at[FILE_LIST]->count && i < KEYS_MOST; i++) {
        const struct setting *group = conf_element(r, at[FILE_LIST], i, SETTING_GROUP);
        if (group) read_key(&l, group);
    }
    *list = (struct key_list){.file = file, .keys = l.keys, .count = l.count};
    memcpy(list->sha256, r->sha256, sizeof list->sha256);
    return r->diag->errors == before ? list : NULL;
}

const struct key_list *keys_read(struct conf_reader *r, const char *file, const struct setting *from) {
    const struct setting *root = conf_read(r, file, from);
    return root ? keys_build(r, file, root) : NULL;
}

const struct trusted_key *keys_find(const struct key_list *list, const uint8_t id[MINISIGN_ID]) {
    uint32_t i;
    for (i = 0; i < list->count; i++)
        if (memcmp(list->keys[i].key.id, id, MINISIGN_ID) == 0) return &list->keys[i];
    return NULL;
}
