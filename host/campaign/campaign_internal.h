/* SPDX-License-Identifier: MIT
 *
 * campaign_internal.h: what the files of the campaign's reader share. In the order of reading:
 * campaign.c (the file), campaign_plugins.c, references.c, parameters.c, rules.c; then gates and ceilings
 * are prepared and checked against all of it. */
#ifndef CAQES_HOST_CAMPAIGN_INTERNAL_H
#define CAQES_HOST_CAMPAIGN_INTERNAL_H

#include "host/campaign/campaign.h"
#include "host/campaign/config_file.h"

/* Where the plugins of a campaign come from: folders, or a test. `open` gives the plugin that `named`, in
 * the file `campaign`, names; NULL after a message. *found is the path of its file, NULL when there is none. */
struct plugin_source {
    struct plugin *(*open)(const void *context, struct conf_reader *r, const char *campaign,
                           const struct setting *named, uint32_t year, const char **found);
    const void *context;
    bool any_version; /* see campaign_read_any_version() */
};

/* A plugin as the campaign names it. */
struct campaign_entry {
    const char *id;
    const struct setting *at, *volet_at; /* its group; where its volet is spoken of */
    const char *named;                   /* its file, as the campaign writes it */
    struct plugin *plugin;               /* NULL: none, after a message */
    const char *refusal; /* of its file: plugin is then a stand-in, see refused_plugin.c; NULL when it is accepted */
    const struct trusted_key *signer;
    bool by_default;
    uint32_t index; /* in campaign->plugins, when loaded */
};

struct campaign_builder {
    struct conf_reader *r;
    const struct plugin_source *source;
    struct campaign *c;
    struct campaign_entry entries[CAMPAIGN_MAX_PLUGINS];
    const char *ids[CAMPAIGN_MAX_PLUGINS];
    uint32_t entry_count;
    uint32_t tolerated; /* errors of plugins, which do not stop a campaign: their cells say so */
};

/* Builds a campaign from a file already parsed. NULL after reporting everything wrong. */
struct campaign *campaign_build(struct conf_reader *r, const char *file, const struct setting *root,
                                const struct plugin_source *source);

/* The folders of --plugins, as a source. */
struct plugin_folders {
    const char *const *paths;
    uint32_t count;
};
struct plugin *plugin_from_folders(const void *folders, struct conf_reader *r, const char *campaign,
                                   const struct setting *named, uint32_t year, const char **found);

/* The stand-in of a plugin whose file is refused: nothing but an obligation, which will be in error, on
 * each volet that it may feed: those of the list `volets`, or every one when it is NULL. NULL after a
 * message when the campaign's own words do not make a plugin. */
struct plugin *refused_plugin(struct campaign_builder *b, const char *id, const char *version, const char *file,
                              const struct setting *volets);

/* "cles": reads the list of keys, and the lock beside the campaign; from then on, what the campaign names must be
 * signed: model and references by a national key (C353), plugins as trust.h says. */
void campaign_read_keys(struct campaign_builder *b, const struct setting *named);

/* NULL when a plugin may be used, else why not (French), after a message (P14x, P15x). Without keys, any may. */
const char *campaign_distrust(struct campaign_builder *b, struct campaign_entry *e);

/* "plugins": loads them, compares id and version, sorts them, gives each volet its plugin. */
void campaign_read_plugins(struct campaign_builder *b, const struct setting *list);

/* The entry of an id, or NULL; with a message (C336) unless `quiet`. */
const struct campaign_entry *campaign_entry_of(struct campaign_builder *b, const struct setting *id, bool quiet);

/* Parameters of every plugin as their manifests leave them. */
void campaign_default_parameters(struct campaign_builder *b);

/* "referentiels": reads each file and sets its references. */
void campaign_read_references(struct campaign_builder *b, const struct setting *list);

/* "parametres" of the campaign: set by the region. */
void campaign_read_parameters(struct campaign_builder *b, const struct setting *list);

/* "affectations". */
void campaign_read_rules(struct campaign_builder *b, const struct setting *list);

/* Settings of one parameter, wherever they stand: NULL when absent. */
struct parameter_setting {
    const struct setting *group, *plugin, *name, *value, *points;
};

/* Reads { plugin, nom, valeur or points }; false after a message when it names nothing. */
bool parameter_fields(struct campaign_builder *b, const struct setting *group, struct parameter_setting *out);

/* The parameter that a setting names, with the index of its plugin and its slot; NULL after a message, or without one
 * for a plugin that was refused. */
const struct manifest_parameter *parameter_find(struct campaign_builder *b, const struct parameter_setting *s,
                                                uint32_t *plugin, uint32_t *slot);

/* Resolves a setting into a slot and a value; false after a message, or for a plugin that was refused
 * (its parameters are not known). */
bool parameter_resolve(struct campaign_builder *b, const struct parameter_setting *s, enum origin_level level,
                       const char *source, struct rule_override *out);

/* Sets a resolved value for the whole campaign; a second one of the same level is refused (C341). */
void parameter_set(struct campaign_builder *b, const struct parameter_setting *s, const struct rule_override *value);

/* Adds the points of a curve to the campaign; false after a message (C342). *index is its number. */
bool curve_read(struct campaign_builder *b, const struct setting *points, const struct value_spec *spec,
                int64_t *index);
int64_t curve_add(struct campaign_builder *b, uint32_t kind, const struct caqes_point *points, uint32_t count);

/* Coefficients that are 0 outside an indicator's champs; a champ unknown to the model is refused (C346). */
void campaign_prepare_gates(struct campaign_builder *b);

/* Every amount that a volet may propose has a nature of its row, and ceilings that can be computed from
 * what its plugin declares (C347). */
void campaign_check_ceilings(struct campaign_builder *b);

/* Where a message about a whole plugin points. */
const struct setting *campaign_plugin_at(const struct campaign_builder *b, uint32_t index);

#endif
