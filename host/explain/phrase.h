/* SPDX-License-Identifier: MIT
 *
 * phrase.h: the French of an explanation. Names of values by their labels, formulas by their figures. */
#ifndef CAQES_HOST_PHRASE_H
#define CAQES_HOST_PHRASE_H

#include "host/explain/node.h"

/* Past the nodes that hand a value on as it is (a choice already made), the node that made it. */
uint32_t phrase_source(const struct explanation *e, uint32_t number);

/* A formula of figures, down to what has a name: "0,4 % × 21 960 000,00 € × (1 − 37,5 %)". The value of the node is
 * not in it. */
const char *phrase_formula(const struct explanation *e, uint32_t number);

/* What one step does, its operands named: "0,4 % (taux...) × 21 960 000,00 € (produits...)". */
const char *phrase_step(const struct explanation *e, uint32_t number);

/* What an operation is called: "multiplication". */
const char *phrase_operation(uint16_t op);

/* A value with its name, or with the number of the step that made it. */
const char *phrase_operand(const struct explanation *e, uint32_t number);

/* Whether a step is told in sentences: not one that only hands a value on, nor a test that a sentence beside it says.
 */
bool phrase_is_told(const struct explanation *e, uint32_t number);

/* An indicator: "1 230 / 6 000 = 20,5 %", or "classe B", or why there is no value; then its target, or NULL:
 * "au moins 20 %"; and who set it. */
const char *phrase_measured(const struct explanation *e, const struct node *indicator);
const char *phrase_target(const struct explanation *e, const struct node *indicator);
const char *phrase_target_origin(const struct explanation *e, const struct node *indicator);

/* Who set a value, or who produced it and when, as a letter says it: without the file. NULL: nobody to name. */
const char *phrase_who(const struct explanation *e, const struct node *n);

/* "atteint", "non atteint", "sans objet"... */
const char *phrase_result(const struct node *indicator);

/* The action plan of a volet: "1,5 / 4" is done on weights. */
const char *phrase_plan(const struct explanation *e, const struct node *plan);

/* What became of a volet, in one sentence. */
const char *phrase_volet(const struct explanation *e, uint32_t volet);

#endif
