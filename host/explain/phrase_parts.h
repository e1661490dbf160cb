/* SPDX-License-Identifier: MIT
 *
 * phrase_parts.h: small things that the files of phrase.h share. */
#ifndef CAQES_HOST_PHRASE_PARTS_H
#define CAQES_HOST_PHRASE_PARTS_H

#include "host/explain/node.h"

bool phrase_is_op(const struct node *n, uint16_t op);
bool phrase_is_zero(const struct node *n);

/* "left sign right". */
const char *phrase_pair(const struct explanation *e, const char *left, const char *sign, const char *right);

/* The value as a formula has it, or why there is none. */
const char *phrase_figure(const struct explanation *e, const struct node *n);

/* "17 / 32": the weights attained over the weights of a mean; NULL when it has no value. */
const char *phrase_mean(const struct explanation *e, const struct node *n);

/* "des obligations principales". */
const char *phrase_roles(uint32_t roles);

/* The contract of the volet that a step is of. */
const struct contract_volet *phrase_contract(const struct explanation *e, const struct node *n);

#endif
