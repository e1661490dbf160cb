/* SPDX-License-Identifier: MIT
 *
 * formula.h: the kinds of indicators, as steps. */
#ifndef CAQES_HOST_FORMULA_H
#define CAQES_HOST_FORMULA_H

#include "caqes/steps.h"
#include "host/plugin/manifest.h"

/* The value of an indicator: what is shown, compared with the target, and graded. Of a yes_no and of an all_of it
 * is 1 or 0; of an at_least, how many are "oui"; of a class, its number, 0 for the first. */
uint32_t formula_value(struct caqes_case *c, const struct manifest *m, const struct manifest_indicator *i);

/* 1 when the value reaches the indicator, else 0. *target is the step of its target, untouched without any. */
uint32_t formula_reached(struct caqes_case *c, const struct manifest_indicator *i, uint32_t value, uint32_t *target);

/* Steps that the two append for one indicator, at most. */
uint32_t formula_steps(const struct manifest_indicator *i);

#endif
