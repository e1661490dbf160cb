/* SPDX-License-Identifier: MIT
 *
 * motivation.h: for each sanction or intéressement, the paragraph that the decision letter needs: the obligations
 * missed or reached, their indicators, figures and targets, the text that applies, the base, the rate and the amount;
 * and what the directeur général retains, beside it. */
#ifndef CAQES_HOST_MOTIVATION_H
#define CAQES_HOST_MOTIVATION_H

#include "host/explain/node.h"
#include "host/report/json_writer.h"

#include <stdio.h>

/* One establishment, or one of its volets; -1: all of them. */
void motivation_text(FILE *stream, const struct explanation *e, int32_t volet);
void motivation_json(struct json_writer *w, const struct explanation *e, int32_t volet);

#endif
