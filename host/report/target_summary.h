/* SPDX-License-Identifier: MIT
 *
 * target_summary.h: how many establishments of a run each decision of the ciblage concerns, by volet. */
#ifndef CAQES_HOST_TARGET_SUMMARY_H
#define CAQES_HOST_TARGET_SUMMARY_H

#include "host/report/json_writer.h"
#include "host/target/target.h"

#include <stdio.h>

struct target_summary {
    const struct model *model;
    uint32_t establishments, refused;
    uint32_t volets[MODEL_MAX_VOLETS][TARGETING_DECISIONS], msap[MODEL_MAX_VOLETS][TARGETING_DECISIONS];
};

void target_summary_add(struct target_summary *s, const struct targeting *t);

/* As text in French; nothing for a run without any establishment. */
void target_summary_print(FILE *stream, const struct target_summary *s);

/* As the member "synthese" of an object. */
void target_summary_json(struct json_writer *w, const struct target_summary *s);

#endif
