/* SPDX-License-Identifier: MIT
 *
 * caqes/abi.h: the border between the host and a plugin.
 *
 * A plugin exports one const data object, `caqes_plugin`, and nothing else. The host reads the
 * manifest from the file first, without loading it; then it compares the frozen prefix field by
 * field; only then does it call a verb. Every call hands over a batch of records in memory that the
 * host owns; the plugin fills the reply that the host also owns. No pointer is ever returned, so
 * nothing is ever freed across the border, and a batch can be laid out in shared memory as it is.
 *
 * The arithmetic, and where it gives up for want of 128 bits, is part of the ABI: host and plugin must
 * find the same state. So are slot numbers: those of a plugin are laid out for the minor that its manifest
 * declares. Both are frozen for the major.
 *
 * Rules of growth: fixed-width members only; members are appended, never moved; every struct that
 * may grow starts with its size, or travels with a stride; the receiver reads min(size). A host
 * accepts a plugin whose abi_major is its own and whose abi_minor is not above its own.
 *
 * ABI 1.0 is frozen: docs/abi.md of caqes says what a minor and a major may change. All that stands here is since 1.0.
 * A verb is called by one thread at a time and keeps no state: same batch, same reply, whatever was called before. A
 * pointer that crosses is valid during the call, aligned for what it points to, and NULL only where this header says
 * so.
 */
#ifndef CAQES_ABI_H
#define CAQES_ABI_H

#include <caqes/fraction.h>

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CAQES_MAGIC UINT32_C(0x51414331) /* "1CAQ" in memory on a little-endian machine */
#define CAQES_ABI_MAJOR 1                /* another one: another border, refused */
#define CAQES_ABI_MINOR 0                /* of these headers; a host takes this one and lower ones */

/* Steps that one record's explanation may have, for any verb. */
#define CAQES_STEP_CAPACITY 512

/* ---- Values ------------------------------------------------------------------------------- */

/* What is known of a slot of a record. Numbers are frozen. Only CAQES_PRESENT has a value; the value of the others is
 * not to be read. A parameter, a curve or an aggregate that nobody gave is CAQES_ABSENT. */
enum caqes_presence {
    CAQES_ABSENT = 0,                /* the dossier does not hold it */
    CAQES_PRESENT = 1,               /* a checked value, within its declared bounds */
    CAQES_NULL = 2,                  /* the dossier says null: asked for, not known */
    CAQES_NON_SOUMIS = 3,            /* the establishment is not subject to it */
    CAQES_NON_REPONDANT = 4,         /* it had to answer and did not (annex 6) */
    CAQES_NON_VALIDE = 5,            /* "NV" of the HAS files */
    CAQES_DONNEES_INSUFFISANTES = 6, /* "DI" of the HAS files */
    CAQES_INVALID = 7                /* the dossier holds something that was refused, and reported */
};

/* What is known of a computed value. Numbers are frozen; the larger one wins in an operation. Only CAQES_KNOWN has a
 * value. */
enum caqes_state {
    CAQES_KNOWN = 0,   /* the step has a value */
    CAQES_NONE = 1,    /* sans objet: denominator 0, nothing of the kind in the contract */
    CAQES_UNKNOWN = 2, /* a datum it needs was not supplied */
    CAQES_FAILED = 3   /* it cannot be computed: 128 bits exceeded, or a plugin in error */
};

/* The part that an obligation plays in its volet. Bits, so that a step can name several. */
enum caqes_role {
    CAQES_PRINCIPAL = 1,      /* triggers the outcome (socle: every national obligation) */
    CAQES_SUPPLEMENTAIRE = 2, /* the optional second goal of transports (annex 4 §2) */
    CAQES_COMPLEMENTAIRE = 4, /* modulates an amount; on the socle, enters the score */
    CAQES_GENERALE = 8 /* general obligation of the contract: shown; weighs as its coefficients say, 0 by default */
};

/* ---- Explanation: steps -------------------------------------------------------------------- */

/* No step: an output that is not set, the second condition of a table that has one, an explanation that is full. */
#define CAQES_NO_STEP UINT32_MAX

/* Operations. Numbers are frozen; a new one is appended. In the comments a, b and c are the members
 * of caqes_step: earlier steps unless said otherwise. An operation on steps that are not all KNOWN
 * has the largest of their states, except where the comment says more. */
enum caqes_op {
    CAQES_OP_SLOT = 1,          /* value of slot a of the record (input or parameter) */
    CAQES_OP_NUMBER = 2,        /* the number a, which is 0 or 1: no other constant exists */
    CAQES_OP_PLAN = 3,          /* progress of the volet's action plan, 0 to 1; NONE without any action */
    CAQES_OP_REFUSED = 4,       /* 1 when the establishment refused to sign the volet, else 0 */
    CAQES_OP_MEAN = 5,          /* sum(coefficient x level) / sum(coefficient), obligations of roles a */
    CAQES_OP_MEAN_KNOWN = 6,    /* the same over what is known only: for display, never for an amount */
    CAQES_OP_MISSED = 7,        /* number of obligations of roles a that are not reached */
    CAQES_OP_REACHED = 8,       /* 1 when all obligations of roles a are reached; NONE without any */
    CAQES_OP_ADD = 9,           /* a + b */
    CAQES_OP_SUBTRACT = 10,     /* a - b */
    CAQES_OP_MULTIPLY = 11,     /* a x b */
    CAQES_OP_DIVIDE = 12,       /* a / b; NONE when b is 0 or one of them NONE, even if the other is UNKNOWN */
    CAQES_OP_MIN = 13,          /* the smaller of a and b */
    CAQES_OP_MAX = 14,          /* the larger of a and b */
    CAQES_OP_COMPLEMENT = 15,   /* 1 - a */
    CAQES_OP_COMPARE = 16,      /* 1 when a (relation c) b, else 0; c is a caqes_relation */
    CAQES_OP_IS = 17,           /* 1 when a is the whole number c (an outcome, a choice), else 0 */
    CAQES_OP_IN_SET = 18,       /* 1 when a is a whole number n < 32 and bit n of c is set, else 0 */
    CAQES_OP_SELECT = 19,       /* b when a is not 0, else c; the other branch is not looked at */
    CAQES_OP_OR_ELSE = 20,      /* a, or b when a is NONE */
    CAQES_OP_TABLE = 21,        /* outcome of decision table c for conditions a and b (b: CAQES_NO_STEP if one) */
    CAQES_OP_CURVE = 22,        /* curve held by slot c (bareme, graded attainment) at a; NONE when it is not set */
    CAQES_OP_PRODUCTS = 23,     /* euros reimbursed for the products that have a rate of their own; 0 without any */
    CAQES_OP_PRODUCTS_CUT = 24, /* sum(rate x euros) over the same products */
    CAQES_OP_PRESENCE_IS = 25   /* 1 when the presence of slot a is c (a caqes_presence), else 0. Always KNOWN: for the
                                   ciblage and for facts; the host refuses an amount that uses it */
};

/* How CAQES_OP_COMPARE compares two exact values. Numbers are frozen. */
enum caqes_relation { CAQES_BELOW = 1, CAQES_AT_MOST = 2, CAQES_EQUAL = 3, CAQES_AT_LEAST = 4, CAQES_ABOVE = 5 };

/* One step of an explanation. Steps are appended, and use earlier ones only. The host computes each
 * one again from its own data and refuses the record when one differs. Grows by its stride. */
struct caqes_step {
    uint16_t op;                      /* caqes_op */
    uint16_t state;                   /* caqes_state */
    uint16_t source;                  /* legal reference: 1-based index in the manifest's "sources", 0 for none */
    uint16_t reserved;                /* 0 */
    uint32_t a, b, c;                 /* as the operation says; 0 when it does not use them */
    uint32_t reserved2;               /* 0 */
    struct caqes_wire_fraction value; /* 0/1 unless state is CAQES_KNOWN */
};

/* ---- Batch --------------------------------------------------------------------------------- */

/* How a curve is read at a value. Numbers are frozen. */
enum caqes_curve_kind {
    CAQES_CURVE_STEPS = 1,   /* points in descending x; y of the first point with value >= x */
    CAQES_CURVE_LINEAR = 2,  /* points in ascending x; straight between points, flat outside; y to the nearest
                                millionth, half away from zero, so that sums of attainments stay exact in 128 bits */
    CAQES_CURVE_STEPS_UP = 3 /* points in ascending x; y of the first point with value <= x */
};

/* Frozen, as caqes_curve. x and y in millionths. The last point of a steps curve catches the rest: its x is INT64_MIN
 * in descending order, INT64_MAX in ascending order. */
struct caqes_point {
    int64_t x, y;
};

/* A curve of a batch: `count` points one after the other. Frozen. */
struct caqes_curve {
    uint32_t kind;     /* caqes_curve_kind */
    uint32_t first;    /* index of its first point among those of the batch */
    uint32_t count;    /* at least 1 */
    uint32_t reserved; /* 0 */
};

/* An obligation of the volet as measured, own ones first, then those of the regional sets. An attainment is from 0
 * to 1. Grows by its stride. */
struct caqes_obligation {
    uint16_t role;                          /* caqes_role, one bit */
    uint16_t state;                         /* KNOWN; NONE: no applicable indicator, or a general obligation that weighs
                                               nothing and is not known; UNKNOWN, FAILED: an indicator is not known */
    uint32_t reached;                       /* 1 or 0, when KNOWN */
    struct caqes_wire_fraction weighted;    /* sum(coefficient x attainment) over known indicators */
    struct caqes_wire_fraction coefficient; /* sum(coefficient) over the same */
};

/* What is said once per record, beside its slots and obligations. All 0 for measure and target. Grows by its stride. */
struct caqes_record {
    uint32_t refused;          /* 1: the establishment refused to sign this volet; else 0 */
    uint32_t obligation_first; /* index of its first obligation in the batch */
    uint32_t obligation_count; /* 0: none */
    uint32_t reserved;         /* 0 */
    int64_t plan_weight;       /* sum(weight) of the volet's actions, in millionths; 0: no action */
    int64_t plan_progress;     /* sum(weight x progress), in millionths */
    int64_t products;          /* euros reimbursed for products that have a rate of their own, in centimes */
    int64_t products_cut;      /* sum(rate x euros) over them, in hundred-millionths of a euro */
};

/* A row of a decision table, from the manifest. Frozen. Conditions: bit 0 "non", bit 1 "oui", bit 2 "absent" (NONE). */
struct caqes_table_row {
    uint8_t a, b;     /* accepted conditions, a set of the bits above; b counts for nothing when there is one */
    uint16_t outcome; /* 0 and up, in the order of the manifest */
};

/* A decision table: the first row whose conditions hold decides. Frozen; it does not cross the border: each side has
 * those of the manifest. */
struct caqes_table {
    const struct caqes_table_row *rows;
    uint32_t row_count;
    uint32_t condition_count; /* 1 or 2 */
};

/* A batch of records for one verb. Read-only for the plugin. Slots are the manifest's inputs (one per
 * declared period, in order), its parameters, then per indicator its target, coefficient and curve, then per
 * indicator its tolerance, then its aggregates, which hold a value for target alone: the generated header names
 * them all. Row r of slot s is at [r * slot_count + s]. */
struct caqes_batch {
    uint32_t size; /* sizeof(struct caqes_batch) of the host */
    uint32_t record_count;
    uint32_t slot_count;
    uint32_t record_stride;     /* bytes from one caqes_record to the next */
    uint32_t obligation_stride; /* bytes from one caqes_obligation to the next */
    uint32_t curve_count;
    const uint8_t *decimals;            /* per slot: the value is the integer / 10^decimals (0 to 9) */
    const int64_t *values;              /* [record][slot]; euros in centimes, a class or a yes/no as its number */
    const uint8_t *presences;           /* [record][slot]: caqes_presence */
    const struct caqes_record *records; /* record r at r * record_stride bytes */
    const struct caqes_obligation *obligations; /* of all records; for settle, else NULL or with counts of 0 */
    const struct caqes_curve *curves;           /* a slot of type curve holds an index here */
    const struct caqes_point *points;           /* of all curves */
};

/* What a verb answers. The memory is the host's, sized by the members below: the plugin writes `current` and what the
 * three pointers point to, and nothing else. Steps come zeroed, counts 0, outputs CAQES_NO_STEP. */
struct caqes_reply {
    uint32_t size;          /* sizeof(struct caqes_reply) of the host */
    uint32_t step_capacity; /* steps per record */
    uint32_t step_stride;   /* bytes from one step to the next, at least those of the plugin's struct */
    uint32_t output_count;  /* outputs of this verb, in the manifest's order */
    uint32_t current;       /* the record at work, for a debugger: the host rests nothing on it */
    uint32_t reserved;      /* 0 */
    void *steps;            /* record r starts at r * step_capacity * step_stride */
    uint32_t *step_counts;  /* per record; more than step_capacity: some did not fit, record refused */
    uint32_t *outputs;      /* [record][output]: its step, CAQES_NO_STEP when not set */
};

/* ---- The plugin ---------------------------------------------------------------------------- */

/* Result of a verb: 0, or one of these; any other number counts as CAQES_PLUGIN_FAILED. A batch that fails is asked for
 * again, a record at a time; a record that fails alone has no result from this plugin. */
enum caqes_status {
    CAQES_OK = 0,
    CAQES_PLUGIN_FAILED = -1,
    CAQES_PLUGIN_TOO_OLD = -2 /* the batch or reply is smaller than this plugin needs */
};

/* The verbs; NULL for one that is not there. A plugin has measure when its manifest declares an indicator of kind
 * "code", settle when it is a volet, target when it declares "targeting", and not otherwise; self_test as it likes. A
 * verb reads the batch, fills the reply, keeps neither, and returns a caqes_status. */
struct caqes_verbs {
    uint32_t size;     /* sizeof(struct caqes_verbs) of the plugin */
    uint32_t reserved; /* 0 */
    /* Values of the indicators of kind "code": one output each, in the manifest's order. */
    int32_t (*measure)(const struct caqes_batch *batch, struct caqes_reply *reply);
    /* The manifest's "outputs": amounts and facts of the volet. */
    int32_t (*settle)(const struct caqes_batch *batch, struct caqes_reply *reply);
    /* The manifest's "targeting" outputs (ciblage): run before a contract exists. */
    int32_t (*target)(const struct caqes_batch *batch, struct caqes_reply *reply);
    /* The plugin's own checks, once, when it is loaded, on one record of the manifest's defaults: no input has a value.
     * The reply has room for the outputs of any verb. CAQES_OK, or the plugin is not used. */
    int32_t (*self_test)(const struct caqes_batch *batch, struct caqes_reply *reply);
};

/* The exported object. The first 32 bytes are frozen for ever: they protect the rest. */
struct caqes_plugin {
    uint32_t magic;     /* CAQES_MAGIC */
    uint16_t abi_major; /* CAQES_ABI_MAJOR and CAQES_ABI_MINOR of the headers that the plugin was built with */
    uint16_t abi_minor;
    uint32_t size;            /* sizeof(struct caqes_plugin) of the plugin */
    uint8_t pointer_size;     /* sizeof(void *) */
    uint8_t int64_align;      /* alignment of int64_t */
    uint16_t step_size;       /* sizeof(struct caqes_step), */
    uint16_t record_size;     /* of struct caqes_record, */
    uint16_t obligation_size; /* of struct caqes_obligation: those of 1.0 or more, those of the host at most */
    uint32_t manifest_length; /* bytes of the manifest */
    uint64_t reserved;        /* 0 */
    /* After the frozen part. What it points to is in the plugin, constant, for as long as it is loaded. */
    const unsigned char *manifest;   /* the bytes of section .caqes_manifest: ties code to data */
    const struct caqes_verbs *verbs; /* not NULL */
    uint32_t slot_count;             /* the numbers that the code was compiled with: slots of a record, outputs of */
    uint32_t measure_count;          /* measure, */
    uint32_t output_count;           /* settle, */
    uint32_t targeting_count;        /* target, */
    uint32_t table_count;            /* and decision tables */
    uint32_t reserved2;              /* 0 */
};

#ifdef __cplusplus
}
#endif

#endif
