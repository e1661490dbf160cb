/* SPDX-License-Identifier: MIT
 *
 * indicators.h: a table of indicators, as a region writes it in a spreadsheet, understood: what `caqes plugin new
 * --csv` makes a plugin of. The columns are described in docs/indicator-tables.md. */
#ifndef CAQES_HOST_KIT_INDICATORS_H
#define CAQES_HOST_KIT_INDICATORS_H

#include "host/base/csv.h"
#include "host/campaign/model.h"
#include "host/cases/case_value.h"
#include "host/plugin/manifest.h"

/* What is there already: the volets of the contract model, and the plugins that are installed. An input that one of
 * them reads is described as there, and a code that one of them has is refused. */
struct kit_world {
    const struct model *model;
    const struct manifest *const *manifests;
    uint32_t manifest_count;
};

/* A datum that the indicators read. The same name is the same datum. */
struct kit_input {
    const char *label, *producer;
    struct value_spec spec;       /* its name without a period */
    bool previous;                /* the year before is read too */
    const char *owner;            /* the installed plugin that describes it, or NULL */
    bool two_yearly;              /* as an installed plugin says */
    const struct csv_cell *first; /* where the table names it first */
};

struct kit_indicator {
    const char *code, *label, *article, *volet, *role;
    const char *unit;         /* "rate", "growth", "number", "yes_no" */
    enum indicator_kind kind; /* KIND_RATIO, KIND_GROWTH or KIND_YES_NO */
    enum direction direction;
    bool has_target, has_coefficient;
    struct case_number target, coefficient;
    uint32_t set_by;                         /* of the target: authority bits; 0: not said, so all three */
    const uint32_t *numerator, *denominator; /* indices of inputs; growth and yes_no: one numerator */
    uint32_t numerator_count, denominator_count;
};

struct kit_indicators {
    struct kit_input *inputs;
    uint32_t input_count;
    struct kit_indicator *list;
    uint32_t count;
    const char *base_volet; /* the one that every contract has */
};

enum { KIT_MAX_INDICATORS = 256 };

/* Reads and checks a table. False after reporting everything wrong in it (S606, T40x, T50x). */
bool kit_indicators_read(struct kit_indicators *out, const char *file, const struct kit_world *world,
                         struct arena *arena, struct diag *diag);

/* The same over bytes. */
bool kit_indicators_parse(struct kit_indicators *out, const char *file, const char *bytes, size_t length,
                          const struct kit_world *world, struct arena *arena, struct diag *diag);

/* "Nombre de prescriptions (ville)" as "nombre_de_prescriptions_ville": at most 60 characters, cut between words. NULL
 * when no letter or digit is left. */
const char *kit_name_of(const char *label, struct arena *arena);

/* The "inputs", "indicators" and "obligations" of a manifest, each a JSON array. */
struct kit_manifest_parts {
    const char *inputs, *indicators, *obligations;
};
struct kit_manifest_parts kit_manifest_parts(const struct kit_indicators *t, struct arena *arena);

/* A file of rule cases for one indicator: at the target, just under, just over, missing, zero. Every figure is worked
 * out here from the target, exactly. */
const char *kit_cases(const struct kit_indicators *t, const struct kit_indicator *i, struct arena *arena);

/* A table for people, in Markdown: each indicator, its formula and its target. */
const char *kit_summary(const struct kit_indicators *t, struct arena *arena);

#endif
