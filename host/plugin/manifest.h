/* SPDX-License-Identifier: MIT
 *
 * manifest.h: what a plugin says of itself, in data, before any of its code is loaded.
 *
 * Slots. A plugin's records have one slot per input and period, then one per declared parameter, then
 * the implicit parameters of its indicators: "cible.CODE" when the kind has a target,
 * "coefficient.CODE" always, "gradation.CODE" (a curve, absent by default) always. `slots` lists them
 * in that order, which is the order of the generated SLOT_ constants and of a batch.
 *
 * A manifest is immutable once read, and owned by the arena given to manifest_parse. */
#ifndef CAQES_HOST_MANIFEST_H
#define CAQES_HOST_MANIFEST_H

#include "caqes/abi.h"
#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MANIFEST_FORMAT 1
#define MANIFEST_MAX_BYTES (1U << 20)
#define MANIFEST_MAX_SLOTS 4096
#define MANIFEST_MAX_CLASSES 32

enum value_type {
    TYPE_INTEGER, /* "integer" */
    TYPE_EUROS,   /* "euros": two decimals */
    TYPE_RATE,    /* "rate": six decimals, 0.022 for 2.2 % */
    TYPE_DECIMAL, /* "decimal": "decimals" says how many, 0 to 9 */
    TYPE_YES_NO,  /* "yes_no": 1 "oui", 0 "non" */
    TYPE_CLASS,   /* "class": index in "values" */
    TYPE_CURVE    /* "bareme" (steps) or "gradation" (linear): parameters only */
};

/* Who may set a parameter, besides the manifest's default. Bits. */
enum authority { SET_BY_NATIONAL = 1, SET_BY_REGION = 2, SET_BY_CONTRACT = 4 };

struct value_spec {
    const char *name;  /* of an input with its period: "depenses_transports@N-1" */
    const char *label; /* French */
    const char *unit;  /* free text, may be "" */
    enum value_type type;
    uint8_t decimals;
    bool has_min, has_max;
    int64_t min, max; /* at `decimals` */
    const char *const *classes;
    uint32_t class_count;
    uint32_t curve_kind; /* caqes_curve_kind of a TYPE_CURVE */
};

struct manifest_input {
    struct value_spec spec;
    const char *producer;
    bool required; /* its absence is reported when the dossier is read */
};

struct manifest_parameter {
    struct value_spec spec;
    const char *convention; /* what in the texts, or that none does, fixes it; may be "" */
    uint32_t set_by;        /* authority bits */
    bool has_default;
    int64_t default_value; /* TYPE_CURVE: 0, see points */
    const struct caqes_point *points;
    uint32_t point_count;
    int32_t indicator; /* implicit parameter of this indicator, else -1 */
};

enum indicator_kind {
    KIND_RATIO,    /* sum(numerator) / sum(denominator) */
    KIND_GROWTH,   /* (N - N-1) / N-1 of one input */
    KIND_VALUE,    /* one input as it is: a count, a level, a published rate */
    KIND_YES_NO,   /* one yes_no input is "oui" */
    KIND_ALL_OF,   /* every yes_no input is "oui" */
    KIND_AT_LEAST, /* at least `at_least` yes_no inputs are "oui" */
    KIND_CLASS,    /* a class input is in the accepted set */
    KIND_CODE      /* the plugin's measure verb */
};

enum direction { DIRECTION_HIGHER, DIRECTION_LOWER };

struct manifest_indicator {
    const char *code, *label, *article;
    enum indicator_kind kind;
    enum direction direction;
    const char *unit;            /* "rate", "growth", "yes_no", "class", "count"...: how its value is shown */
    const uint32_t *numerator;   /* slots; of growth: N then N-1; of the others: their inputs */
    const uint32_t *denominator; /* slots, ratio only */
    uint32_t numerator_count, denominator_count;
    uint32_t accepted; /* class: set of accepted classes */
    uint32_t at_least;
    int32_t target_slot; /* -1: the kind says reached or not by itself */
    uint32_t coefficient_slot, gradation_slot;
    const char *const *champs; /* applicable to these only; none: to all */
    uint32_t champ_count;
    uint32_t measure_output; /* KIND_CODE: its output of the measure verb */
};

struct manifest_obligation {
    const char *code, *label, *article;
    const char *volet; /* the row of the grid */
    uint32_t role;     /* caqes_role */
    const uint32_t *indicators;
    uint32_t indicator_count;
};

struct manifest_table {
    const char *code, *label;
    const char *const *outcomes;
    const char *const *outcome_labels; /* as people read them; the outcomes themselves when none is given */
    uint32_t outcome_count;
    struct caqes_table table;
};

enum output_kind {
    OUTPUT_AMOUNT, /* euros, or months for a MSAP; `nature` is one of the contract model's */
    OUTPUT_FACT,   /* shown in the grid: a score, savings */
    OUTPUT_OUTCOME /* outcome of a decision table, shown by name */
};

struct manifest_output {
    const char *code, *label, *article;
    enum output_kind kind;
    const char *nature; /* amounts */
    const char *unit;   /* facts: "euros", "points", "rate", "yes_no", "letter", "months", "number" */
    uint32_t table;     /* outcomes */
};

struct manifest {
    const char *file; /* for messages */
    const char *id, *version, *label, *publisher, *licence;
    uint16_t abi_major, abi_minor;
    bool is_volet;     /* "kind": "volet", else "indicators" */
    const char *volet; /* NULL for a set of indicators */
    uint32_t first_year, last_year;
    const char *const *sources; /* legal references, in order */
    const char *const *source_codes;
    uint32_t source_count;
    struct manifest_input *inputs;
    uint32_t input_count;
    struct manifest_parameter *parameters; /* declared, then implicit */
    uint32_t parameter_count, declared_parameter_count;
    const struct value_spec **slots; /* inputs, then parameters */
    uint32_t slot_count;
    struct manifest_indicator *indicators;
    uint32_t indicator_count, coded_count;
    struct manifest_obligation *obligations;
    uint32_t obligation_count;
    struct manifest_table *tables;
    uint32_t table_count;
    const struct caqes_table *abi_tables; /* the same, as the border wants them */
    struct manifest_output *outputs;
    uint32_t output_count;
    struct manifest_output *targeting;
    uint32_t targeting_count;
};

/* Reads and checks a whole manifest; `file` names it in messages. Returns NULL when anything is wrong,
 * after reporting all of it (codes P2xx, with the JSON path of each fault). `json` is not kept. */
struct manifest *manifest_parse(const char *json, size_t length, const char *file, struct arena *arena,
                                struct diag *diag);

/* Slot of a parameter by name ("taux_sanction", "cible.CODE"), or -1. */
int32_t manifest_parameter_slot(const struct manifest *m, const char *name);

/* The parameter behind a slot, or NULL for an input. */
const struct manifest_parameter *manifest_parameter_at(const struct manifest *m, uint32_t slot);

#endif
