/* SPDX-License-Identifier: MIT
 *
 * campaign.h: which plugins apply to whom, and with which parameters: conf/<campaign>/campagne.cfg, its
 * contract model and its national references, all checked against the plugins' manifests.
 *
 * Precedence of a parameter: manifest default < national reference < region < assignment rule < contract
 * (in the dossier), each only where the manifest's "set_by" allows it. */
#ifndef CAQES_HOST_CAMPAIGN_H
#define CAQES_HOST_CAMPAIGN_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/campaign/model.h"
#include "host/plugin/plugin.h"
#include "host/read/layout.h"
#include "host/read/record.h"
#include "host/trust/keys.h"
#include "host/trust/lock.h"

#include <stdbool.h>
#include <stdint.h>

/* Who set a value, and where. file is NULL for a manifest default. */
enum origin_level { ORIGIN_NONE, ORIGIN_MANIFEST, ORIGIN_NATIONAL, ORIGIN_REGION, ORIGIN_RULE, ORIGIN_CONTRACT };
struct origin {
    enum origin_level level;
    const char *file;
    uint32_t line;
    const char *source; /* legal source of a national reference, or NULL */
};

/* The parameters of one plugin for the whole campaign, before rules and contracts. By slot; the slots of
 * inputs stay absent. A curve's value is its index in the campaign's curves. */
struct parameter_row {
    int64_t *values;
    uint8_t *presences;
    struct origin *origins;
};

struct rule_override {
    uint32_t rule, plugin, slot;
    int64_t value;
    struct origin origin;
};

/* An assignment rule: when every stated condition holds, plugins are added or removed and parameters
 * overridden. Rules apply in the order of the file. */
struct rule {
    uint32_t champs, statuts;  /* bits: at least one in common; 0 for no condition */
    uint32_t champs_only;      /* bits: every champ of the establishment is among these; 0 for no condition */
    const char *const *finess; /* one of these, in ascending order; none for no condition */
    uint32_t finess_count;
    uint32_t add, remove; /* bits: plugins by index */
    const struct rule_override *overrides;
    uint32_t override_count;
    uint32_t line;
};

/* A coefficient that is 0 for who has none of these champs: the indicator is not applicable to them.
 * Only for coefficients that neither the region, a rule nor the contract has set. */
struct champ_gate {
    uint32_t champs; /* bits */
    uint32_t slot;
};

struct campaign_plugin {
    struct plugin *plugin;
    const char *named;                /* its file, as the campaign writes it */
    const char *refusal;              /* NULL, or why its code is not used (French): its cells are in error */
    bool stand_in;                    /* its file is refused: its manifest is a stand-in, see refused_plugin.c */
    const struct trusted_key *signer; /* NULL: refused, or the campaign has no list of keys */
    bool by_default;                  /* applies to everyone unless a rule removes it */
    struct parameter_row base;
    const struct rule_override *overrides; /* of every rule for this plugin, in the order of the rules */
    uint32_t override_count;
    const struct champ_gate *gates;
    uint32_t gate_count;
    uint32_t line;
};

#define CAMPAIGN_MAX_PLUGINS 32
#define CAMPAIGN_MAX_RULES 64

struct campaign {
    const char *file, *name, *region;
    uint32_t year;
    day evaluation_date;
    const struct model *model;
    const struct layout *layout;
    struct campaign_plugin *plugins; /* volets first, then sets of indicators, else in the file's order */
    uint32_t plugin_count;
    uint32_t default_plugins; /* bits: those that apply unless a rule removes them */
    const struct rule *rules;
    uint32_t rule_count;
    struct caqes_curve *curves;
    struct caqes_point *points;
    uint32_t curve_count, point_count;
    int32_t volet_plugin[MODEL_MAX_VOLETS];     /* index of the plugin of kind "volet", or -1 */
    bool missing_counts_zero[MODEL_MAX_VOLETS]; /* "donnee_absente": "zero" instead of "incomplet" */
    const char *suspended[MODEL_MAX_VOLETS];    /* reason of a suspension of sanctions, or NULL */
    const struct key_list *keys;                /* whose plugins are accepted; NULL: everybody's, unlocked */
    const struct lock *lock;                    /* what was installed; NULL without keys */
    const char *const *files;                   /* the configuration: campaign, keys, lock, model, references */
    const char *const *named;                   /* the same, as the campaign writes them; NULL for itself */
    uint32_t file_count;
    char digest[65]; /* sha256 of their bytes, one after the other: "cat FILES | sha256sum" */
};

/* Reads a campaign and everything it names; no code of a plugin runs. `plugin_dirs` are searched in order
 * for plugin files. NULL after reporting everything wrong (C3xx). A plugin whose file is refused (P1xx, P2xx)
 * is reported too, and stays in the campaign with its refusal: what it feeds has no amount, the rest is
 * evaluated. */
struct campaign *campaign_read(const char *file, const char *const *plugin_dirs, uint32_t dir_count,
                               struct arena *arena, struct diag *diag);

/* The same, to compare plugins: one of another version than the campaign says is accepted, and the
 * lock is not asked; signatures are still verified. */
struct campaign *campaign_read_any_version(const char *file, const char *const *plugin_dirs, uint32_t dir_count,
                                           struct arena *arena, struct diag *diag);

/* What installing a plugin needs of a campaign, none of whose plugins has to be there yet. */
struct campaign_trust {
    uint32_t year;
    const struct key_list *keys;
    struct lock *lock;   /* empty when there is none yet */
    const char *plugins; /* the folder "plugins" beside the campaign */
};

/* False after messages (C3xx): it says nothing of years, or names no keys. */
bool campaign_read_trust(const char *file, struct arena *arena, struct diag *diag, struct campaign_trust *out);

/* The rules whose conditions a record meets, as bits by index. */
uint64_t campaign_match(const struct campaign *c, const struct record *r);

/* Plugins that apply under these rules, as bits by index. */
uint32_t campaign_assigned(const struct campaign *c, uint64_t match);

/* The first plugin that a stand-in replaces and that may have settled this volet, or feed it; -1 for none. */
int32_t campaign_stand_in(const struct campaign *c, uint32_t volet);

/* True when a coefficient is 0 because the establishment has none of its indicator's champs. */
bool campaign_is_gated(const struct campaign *c, uint32_t plugin, uint32_t slot, const struct record *r,
                       const struct origin *origin);

/* Fills the slots of one plugin for one record: inputs, then effective parameters under the rules that
 * match. `values` and `presences` have manifest->slot_count entries. `origins` may be NULL. */
void campaign_fill(const struct campaign *c, uint32_t plugin, const struct record *r, uint64_t match, int64_t *values,
                   uint8_t *presences, struct origin *origins);

#endif
