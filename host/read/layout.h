/* SPDX-License-Identifier: MIT
 *
 * layout.h: the vocabulary of a campaign. Built once from the manifests of its plugins: which names a
 * dossier may hold, and the column of the flat record each one fills. Two plugins that read the same
 * input share its column; they must agree on all that makes its value: type, unit, bounds...
 *
 * Sections of a dossier: "donnees", and per volet "cibles", "coefficients" and "parametres". A regional
 * set attached to several volets has one column per parameter, and each of these volets may name it. */
#ifndef CAQES_HOST_LAYOUT_H
#define CAQES_HOST_LAYOUT_H

#include "host/campaign/model.h"
#include "host/plugin/manifest.h"

#include <stddef.h>
#include <stdint.h>

enum { SECTION_DONNEES = 0 };

/* Section number of the contract terms of volet v. */
#define SECTION_CIBLES(v) (1U + 3U * (uint32_t)(v))
#define SECTION_COEFFICIENTS(v) (2U + 3U * (uint32_t)(v))
#define SECTION_PARAMETRES(v) (3U + 3U * (uint32_t)(v))

struct layout_column {
    const struct value_spec *spec;
    uint32_t section;                   /* the first, when several volets may name it */
    const char *key;                    /* as written in the dossier */
    bool required;                      /* an input whose absence is reported */
    const char *producer;               /* of an input, may be NULL */
    const struct manifest_input *input; /* as first declared; NULL for a contract term */
};

/* A two-yearly input of year N, and the columns that stand for it when it is absent: N-1, then N-2; -1: none. */
struct layout_two_yearly {
    uint32_t column;
    int32_t earlier[2];
};

/* A key of a section, and the column it fills. */
struct layout_entry {
    const char *key;
    uint32_t length, hash; /* hash of section and key */
    uint32_t section;
    int32_t column;                            /* -1: reserved */
    const struct manifest_parameter *reserved; /* a parameter that a contract may not set */
};

/* Where a plugin's slots come from: column of the record, or -1 for a parameter that a contract may
 * not set, and for an aggregate, which no dossier holds. */
struct layout_plugin {
    const struct manifest *manifest;
    const int32_t *columns; /* [slot_count] */
};

struct layout {
    struct layout_column *columns;
    uint32_t column_count;
    struct layout_plugin *plugins;
    uint32_t plugin_count;
    struct layout_entry *entries;
    uint32_t entry_count;
    uint32_t *buckets; /* open addressing, entry + 1; 0 is free */
    uint32_t bucket_count;
    struct layout_two_yearly *two_yearly;
    uint32_t two_yearly_count;
    bool lacks_plugin; /* a plugin is refused: names that are not known may be its own, and are let pass */
};

/* Builds the layout of these plugins. NULL after reporting each disagreement: P220 type, P221 unit, P222
 * bounds or P223 classes of a shared input; P224 one indicator code, P225 one contract key claimed
 * twice; P226 unknown volet; P227 entities, P228 two_yearly, P229 scope or release of a shared input. */
struct layout *layout_build(const struct manifest *const *manifests, uint32_t count, const struct model *model,
                            struct arena *arena, struct diag *diag);

/* The column that a value comes from, when that of another year stands for it: ages[column] of the record. */
uint32_t layout_column_of_year(const struct layout *l, uint32_t column, uint8_t age);

/* Column of a key in a section, or -1. `key` need not be NUL-terminated. */
int32_t layout_find(const struct layout *l, uint32_t section, const char *key, size_t length);

/* The same for a key whose name_hash is known. */
int32_t layout_find_hashed(const struct layout *l, uint32_t section, const char *key, size_t length,
                           uint32_t name_hash);

/* The parameter of that name in this section, when it exists and a contract may not set it; else NULL. */
const struct manifest_parameter *layout_reserved(const struct layout *l, uint32_t section, const char *key,
                                                 size_t length);

/* The known key nearest to an unknown one in its section, or NULL. */
const char *layout_nearest(const struct layout *l, uint32_t section, const char *key, size_t length);

#endif
