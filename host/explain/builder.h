/* SPDX-License-Identifier: MIT
 *
 * builder.h: what the files that build an explanation share. */
#ifndef CAQES_HOST_EXPLAIN_BUILDER_H
#define CAQES_HOST_EXPLAIN_BUILDER_H

#include "host/explain/node.h"

/* Numbers of the nodes that stand for something already met; 0: not met. */
struct node_index {
    uint32_t *columns;                          /* [column]: data, which plugins share */
    uint32_t *slots[CAMPAIGN_MAX_PLUGINS];      /* [slot]: parameters */
    uint32_t *indicators[CAMPAIGN_MAX_PLUGINS]; /* [indicator] */
    uint32_t *obligations[MODEL_MAX_VOLETS];    /* [ref] */
    uint32_t constants[2];
    struct origin *origins[CAMPAIGN_MAX_PLUGINS]; /* [slot]: who set it; NULL when the plugin does not apply */
    uint64_t match;
};

/* An empty explanation of a record of a batch. */
void explain_open(struct explanation *e, const struct batch *b, uint32_t record, struct arena *arena);

/* Adds a node and returns its number; node_of() gives it back, until the next one is added. */
uint32_t node_add(struct explanation *e, enum node_kind kind, const char *op);
struct node *node_of(struct explanation *e, uint32_t number);

/* Sets what a node rests on: a copy of the list, without its zeros. */
void node_rests_on(struct explanation *e, uint32_t number, const uint32_t *operands, uint32_t count);

/* State and value, with the text of it. A state other than KNOWN has `lack` as its text. */
void node_set(struct explanation *e, uint32_t number, uint16_t state, struct caqes_fraction value, struct unit unit,
              const char *lack);

/* The node of a slot of a plugin, as the case `c` holds it. */
uint32_t node_slot(struct explanation *e, uint32_t plugin, const struct caqes_case *c, uint32_t slot);

/* The nodes of the steps that `roots` rest on, by step; in the arena. Obligations are those of the volet, when the
 * case has any. `outputs` name steps. */
const uint32_t *node_steps(struct explanation *e, uint32_t plugin, int32_t volet, const struct caqes_case *c,
                           const uint32_t *roots, uint32_t root_count, const struct manifest_output *outputs);

/* Names the facts among these outputs: `steps` are theirs, `numbers` those of the steps. */
void node_facts(struct explanation *e, uint32_t volet, const struct manifest_output *outputs, const uint32_t *steps,
                uint32_t count, const uint32_t *numbers);

/* The nodes of an obligation of a volet, by its number among the volet's. */
uint32_t node_obligation(struct explanation *e, uint32_t volet, uint32_t ref);

/* The nodes of a volet of a grid: its amounts and what they rest on; and the total. */
uint32_t node_volet(struct explanation *e, uint32_t volet);
void node_total(struct explanation *e);

/* Which plugins apply to the establishment, by which rule: e->notes. */
void explain_assignment(struct explanation *e);

/* "région, FILE ligne 12": who set a value. In the arena. */
const char *origin_text(const struct explanation *e, const struct origin *o, bool gated);

#endif
