/* SPDX-License-Identifier: MIT
 *
 * node.h: an explanation as data: a value, what it is, and the values it was made from, down to what somebody wrote:
 * a datum of the dossier, a parameter, a number of the contract model. It is built from a grid (or a ciblage) and from
 * the steps that the evaluation recorded; nothing is computed here that the evaluation has not computed. Writers print
 * it: sentences, table, JSON, drawing.
 *
 * Nodes are numbered from 1, each after those it rests on. Numbers do not depend on what is asked. Texts are French. */
#ifndef CAQES_HOST_NODE_H
#define CAQES_HOST_NODE_H

#include "host/explain/quantity.h"
#include "host/grid/grid.h"
#include "host/target/target.h"

enum node_kind {
    NODE_DATUM,      /* a value of the dossier */
    NODE_PARAMETER,  /* a value that a text, the region, a rule or the contract sets */
    NODE_STATISTIC,  /* of the population (ciblage) */
    NODE_CONSTANT,   /* 0 or 1 */
    NODE_OPERATION,  /* a step */
    NODE_INDICATOR,  /* value: its attainment */
    NODE_OBLIGATION, /* value: 1 when reached */
    NODE_CEILING,
    NODE_AMOUNT, /* rounded: centimes in euros with their sign, or months */
    NODE_VOLET,  /* value: what it adds to the total */
    NODE_TOTAL,
    NODE_DECISION, /* ciblage of one volet: value 1 when targeted */
    NODE_KINDS
};

/* Numbers of nodes; 0 for none. */
struct indicator_parts {
    uint32_t value, target, reached, attainment, coefficient;
};

struct node {
    enum node_kind kind;
    const char *op;    /* in JSON: "multiplier" */
    const char *code;  /* name of an input or parameter, code of an indicator, obligation, output, volet; or NULL */
    const char *label; /* what it is; NULL for a step without a name of its own */
    uint16_t state;    /* caqes_state */
    bool has_value;    /* KNOWN, and a number: a bareme is known and has none */
    struct caqes_fraction value;
    struct unit unit;
    const char *shown;   /* the value, or why there is none */
    const char *article; /* legal reference, or NULL */
    const char *origin;  /* producer and date, or who set it and where; or NULL */
    const uint32_t *operands;
    uint32_t operand_count;
    union {
        struct {
            const struct manifest_input *input;
            uint8_t presence;
            const char *producer, *period;
            day extraction;
            uint32_t year; /* of a value that stands for N; else 0 */
        } datum;
        struct {
            const struct manifest_parameter *declared;
            struct origin origin;
            bool gated;
            const struct caqes_curve *curve; /* or NULL */
        } parameter;
        struct {
            uint32_t establishments;
            bool all_regions;
        } statistic;
        struct {
            const struct manifest *manifest;
            const struct caqes_case *in;
            const struct caqes_step *step;
            const char *branch; /* of a choice: "alors", "sinon"; else NULL */
        } operation;
        struct {
            const struct manifest_indicator *declared;
            const struct indicator_result *result;
            struct indicator_parts parts;
            bool absence_counts; /* a datum not supplied counts as not attained */
        } indicator;
        struct {
            const struct manifest_obligation *declared;
            const struct caqes_obligation *measured;
            uint32_t result; /* caqes_state: what the grid shows */
        } obligation;
        struct {
            const struct model_ceiling *rule;
            const struct model_base *base; /* NULL: a number of months */
        } ceiling;
        struct {
            const struct audited_amount *amount; /* NULL: this output gave none */
            const struct model_nature *nature;
            uint32_t volet;
            const char *suspended; /* the reason, or NULL */
        } amount;
        struct {
            uint32_t volet;
        } volet;
        struct {
            uint32_t ceiling; /* over the whole contract, when it reduced sanctions; else 0 */
        } total;
        struct {
            const struct volet_targeting *targeting;
        } decision;
    } as;
};

/* A fact of a volet, and the node that gives it: a step, or a datum or a parameter as it is. */
struct named_fact {
    const char *code;
    uint32_t number, volet;
};

struct explanation {
    struct arena *arena;
    const struct campaign *campaign;
    const struct batch *batch;
    const struct record *record;
    const struct grid *grid;           /* NULL for a ciblage */
    const struct targeting *targeting; /* NULL for an evaluation */
    struct node *nodes;
    uint32_t count, capacity;
    uint32_t volets[MODEL_MAX_VOLETS]; /* numbers of their nodes, by index in the model; 0 for none */
    uint32_t total;                    /* 0 for a ciblage */
    struct named_fact *facts;
    uint32_t fact_count;
    const uint32_t *grounds[MODEL_MAX_VOLETS]; /* of a ciblage: [targeting output], 0 for a fact; or NULL */
    const char **notes; /* what applies to this establishment, and what does not, by which rule */
    uint32_t note_count;
    struct node_index *index; /* what is already a node; of the builder */
};

static inline const struct node *node_at(const struct explanation *e, uint32_t number) { return &e->nodes[number - 1]; }

/* The node of an obligation of a volet, by its number among the volet's; 0 when it is not of this establishment. */
uint32_t explanation_obligation(const struct explanation *e, uint32_t volet, uint32_t ref);

/* Explains a grid, or a ciblage: all of it. Memory is of the arena. */
void explain_grid(struct explanation *e, const struct grid *g, struct arena *arena);
void explain_targeting(struct explanation *e, const struct targeting *t, struct arena *arena);

/* Flags, one per node, from index 0: what these nodes rest on, themselves included. */
bool *explain_reach(const struct explanation *e, const uint32_t *roots, uint32_t count, struct arena *arena);

#endif
