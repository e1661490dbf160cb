/* SPDX-License-Identifier: MIT
 *
 * references.c: dated national references, conf/referentiels/<year>.cfg. A file serves every campaign of
 * its exercice, so what it says of a plugin that a campaign does not use is left alone. */
#include "host/campaign/campaign_internal.h"

#include "host/base/text.h"

#include <inttypes.h>

#define REFERENCE_FORMAT "caqes-referentiel"

enum { FILE_FORMAT, FILE_VERSION, FILE_YEAR, FILE_SOURCE, FILE_REFERENCES, FILE_KEYS };
static const struct conf_key file_keys[FILE_KEYS] = {[FILE_FORMAT] = {"format", SETTING_TEXT, true},
                                                     [FILE_VERSION] = {"version", SETTING_INTEGER, true},
                                                     [FILE_YEAR] = {"exercice", SETTING_INTEGER, true},
                                                     [FILE_SOURCE] = {"source", SETTING_TEXT, true},
                                                     [FILE_REFERENCES] = {"references", SETTING_LIST, true}};

enum { REF_PLUGIN, REF_NAME, REF_VALUE, REF_POINTS, REF_SOURCE, REF_KEYS };
static const struct conf_key reference_keys[REF_KEYS] = {[REF_PLUGIN] = {"plugin", SETTING_TEXT, true},
                                                         [REF_NAME] = {"parametre", SETTING_TEXT, true},
                                                         [REF_VALUE] = {"valeur", SETTING_ANY, false},
                                                         [REF_POINTS] = {"points", SETTING_LIST, false},
                                                         [REF_SOURCE] = {"source", SETTING_TEXT, false}};

/* A plugin that the campaign does not use; a name close to one that it uses is likely a mistake. */
static bool is_for_others(struct campaign_builder *b, const struct setting *id) {
    const char *nearest;
    if (campaign_entry_of(b, id, true)) return false;
    nearest = text_nearest(id->text, b->ids, b->entry_count);
    if (nearest && text_distance(id->text, nearest) <= 2)
        conf_warn(b->r, id, "C336", arena_format(b->r->arena, "write \"%s\" if that is what is meant", nearest),
                  "\"%s\" is not a plugin of this campaign: the reference is left alone", id->text);
    return true;
}

static void read_reference(struct campaign_builder *b, const struct setting *group, const char *source) {
    const struct setting *at[REF_KEYS];
    struct parameter_setting s;
    struct rule_override value = {0};
    conf_fields(b->r, group, reference_keys, REF_KEYS, at);
    if (!at[REF_PLUGIN] || !at[REF_NAME] || is_for_others(b, at[REF_PLUGIN])) return;
    s = (struct parameter_setting){group, at[REF_PLUGIN], at[REF_NAME], at[REF_VALUE], at[REF_POINTS]};
    if (at[REF_SOURCE]) source = source ? arena_format(b->r->arena, "%s ; %s", source, at[REF_SOURCE]->text) : NULL;
    if (parameter_resolve(b, &s, ORIGIN_NATIONAL, source, &value)) parameter_set(b, &s, &value);
}

static void check_year(struct campaign_builder *b, const struct setting *year, const struct setting *from) {
    if (b->c->year == 0 || year->integer == (int64_t)b->c->year) return;
    conf_fault(b->r, from, "C343",
               arena_format(b->r->arena, "name the references of %u, or correct the exercice", b->c->year),
               "these references are of exercice %" PRId64 ", and the campaign of %u", year->integer, b->c->year);
}

static void read_file(struct campaign_builder *b, const struct setting *from, const char *path) {
    const struct setting *at[FILE_KEYS], *root = conf_read(b->r, path, from);
    const char *source;
    uint32_t i;
    if (!root || !conf_is_format(b->r, root, REFERENCE_FORMAT)) return;
    conf_fields(b->r, root, file_keys, FILE_KEYS, at);
    source = at[FILE_SOURCE] ? at[FILE_SOURCE]->text : NULL;
    if (at[FILE_YEAR]) check_year(b, at[FILE_YEAR], from);
    if (!at[FILE_REFERENCES]) return;
    for (i = 0; i < at[FILE_REFERENCES]->count; i++) {
        const struct setting *group = conf_element(b->r, at[FILE_REFERENCES], i, SETTING_GROUP);
        if (group) read_reference(b, group, source);
    }
}

void campaign_read_references(struct campaign_builder *b, const struct setting *list) {
    uint32_t i;
    for (i = 0; i < list->count; i++) {
        const struct setting *name = conf_element(b->r, list, i, SETTING_TEXT);
        if (name) read_file(b, name, conf_path(b->r, name->place.file, name->text));
    }
}
