/* SPDX-License-Identifier: MIT
 *
 * manifest.h: what a plugin says of itself, in data, before any of its code is loaded.
 *
 * Slots. A plugin's records have one slot per input and period, then one per declared parameter, then
 * the implicit parameters of its indicators: "cible.CODE" when the kind has a target,
 * "coefficient.CODE" always, "gradation.CODE" (a curve, absent by default) always; then, again by
 * indicator, "tolerance.CODE" for those with a target; then its aggregates. `slots` lists them
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
    TYPE_CURVE    /* "bareme" (steps) or "gradation" (lines or steps): parameters only */
};

/* Who may set a parameter, besides the manifest's default. Bits. */
enum authority { SET_BY_NATIONAL = 1, SET_BY_REGION = 2, SET_BY_CONTRACT = 4 };

/* Where the result of a curve may go while the value rises. */
enum curve_course { COURSE_ANY, COURSE_UP, COURSE_DOWN };

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
    uint32_t curve_kind;      /* of a TYPE_CURVE: CAQES_CURVE_STEPS for a bareme, CAQES_CURVE_LINEAR for a gradation */
    enum curve_course course; /* of a TYPE_CURVE: what "monotone" says */
};

/* How the values of geographical entities (EG) make that of the juridical entity (EJ) that signs for them. */
enum entities_rule {
    ENTITIES_NONE,   /* "none": they do not; the EJ gives its own value */
    ENTITIES_SUM,    /* "sum": of numbers */
    ENTITIES_ALL,    /* "all": a yes_no, "oui" when every one is */
    ENTITIES_WORST,  /* "worst": of classes, the last in "values" */
    ENTITIES_LOWEST, /* "lowest", "highest": of numbers, the side that the contract dislikes */
    ENTITIES_HIGHEST
};

struct manifest_input {
    struct value_spec spec;
    const char *producer;
    const char *scope; /* French: what is left in or out ("hors paracétamol"); may be "" */
    bool required;     /* its absence is reported when the dossier is read */
    uint32_t period;   /* 0: N, 1: N-1, 2: N-2 */
    enum entities_rule entities;
    bool two_yearly;         /* without a value for N, that of N-1, else of N-2, stands for it */
    uint32_t released_year;  /* of the value of period N: released_year years after N, in month */
    uint32_t released_month; /* 1 to 12; 0: not said. A period N-1 is out a year earlier */
};

struct manifest_parameter {
    struct value_spec spec;
    const char *convention; /* what in the texts, or that none does, fixes it; may be "" */
    uint32_t set_by;        /* authority bits */
    bool has_default;
    int64_t default_value; /* TYPE_CURVE: 0, see points */
    const struct caqes_point *points;
    uint32_t point_count;
    uint32_t points_kind; /* caqes_curve_kind */
    int32_t indicator;    /* implicit parameter of this indicator, else -1 */
};

enum indicator_kind {
    KIND_RATIO,    /* sum(numerator) / sum(denominator) */
    KIND_GROWTH,   /* (N - N-1) / N-1 of one input */
    KIND_VALUE,    /* one input as it is: a count, a level, a published rate */
    KIND_YES_NO,   /* one yes_no input is "oui" */
    KIND_ALL_OF,   /* every yes_no input is "oui" */
    KIND_AT_LEAST, /* at least `at_least` yes_no inputs are "oui" */
    KIND_CLASS,    /* a class input is in the accepted set */
    KIND_PROGRESS, /* change of one input from N-1 to N, counted positive when it is for the better */
    KIND_CODE      /* the plugin's measure verb */
};

enum direction { DIRECTION_HIGHER, DIRECTION_LOWER };

struct manifest_indicator {
    const char *code, *label, *article;
    enum indicator_kind kind;
    enum direction direction;    /* of progress: which change is for the better; of a class, a lower index is */
    const char *unit;            /* "rate", "growth", "yes_no", "class", "count"...: how its value is shown */
    const uint32_t *numerator;   /* slots; of growth: N then N-1; of the others: their inputs */
    const uint32_t *denominator; /* slots, ratio only */
    uint32_t numerator_count, denominator_count;
    uint32_t accepted; /* class: set of accepted classes */
    uint32_t at_least;
    int32_t target_slot;    /* -1: the kind says reached or not by itself */
    int32_t tolerance_slot; /* -1: no target, so no tolerance */
    uint32_t coefficient_slot, gradation_slot;
    bool absence_is_missed;    /* "absence": "missed": a datum not supplied counts as not reached */
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
    const char *const *conditions; /* French: condition_count of them */
    const char *const *outcomes;
    const char *const *outcome_labels; /* as people read them; the outcomes themselves when none is given */
    uint32_t outcome_count;
    struct caqes_table table;
};

enum output_kind {
    OUTPUT_AMOUNT,  /* euros, or months for a MSAP; `nature` is one of the contract model's */
    OUTPUT_FACT,    /* shown in the grid: a score, savings */
    OUTPUT_OUTCOME, /* outcome of a decision table, shown by name */
    OUTPUT_GROUND   /* of the ciblage: 1 when the establishment is targeted on this ground, 0 when not */
};

/* What a ground of the ciblage opens. Bits. */
enum opens { OPENS_VOLET = 1, OPENS_MSAP = 2 };

struct manifest_output {
    const char *code, *label, *article;
    enum output_kind kind;
    const char *nature;  /* amounts */
    const char *unit;    /* facts: "euros", "points", "rate", "yes_no", "letter", "months", "number" */
    uint32_t table;      /* outcomes */
    uint32_t opens;      /* grounds: "volet", "msap" */
    bool missing_to_ars; /* grounds: "if_missing": "ars": without the datum, left to the agency (annex 6) */
};

/* A statistic of the population, computed by the host over all the dossiers of a run before the ciblage, and
 * handed to the verb `target` as a slot. An establishment counts when `input` and all of `with` have a value. */
enum statistic { STATISTIC_SUM, STATISTIC_COUNT };
enum group_by { BY_REGION = 1, BY_CHAMPS = 2 };

struct manifest_aggregate {
    struct value_spec spec;
    enum statistic statistic;
    uint32_t input;       /* slot */
    const uint32_t *with; /* slots */
    uint32_t with_count;
    uint32_t by;       /* group_by bits; 0: everybody */
    uint32_t at_least; /* with fewer establishments in the group, the same group over all regions; 0: never */
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
    struct manifest_aggregate *aggregates;
    uint32_t aggregate_count;        /* the slots of aggregates come last */
    const struct value_spec **slots; /* inputs, parameters, aggregates */
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

/* The slot of the first aggregate, slot_count when there is none. */
static inline uint32_t manifest_first_aggregate(const struct manifest *m) { return m->slot_count - m->aggregate_count; }

/* The parameter behind a slot, or NULL for an input or an aggregate. */
const struct manifest_parameter *manifest_parameter_at(const struct manifest *m, uint32_t slot);

#endif
