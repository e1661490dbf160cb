/* SPDX-License-Identifier: MIT
 *
 * synthesis_report.h: the synthesis of the national indicators, as tables, or as JSON of format "caqes-synthese"
 * version 1 (docs/formats.md). Indicators that concern nobody are left out. */
#ifndef CAQES_HOST_SYNTHESIS_REPORT_H
#define CAQES_HOST_SYNTHESIS_REPORT_H

#include "host/report/json_writer.h"
#include "host/synthesis/follow_table.h"
#include "host/synthesis/indicators.h"

/* `who` names the establishments: "statut SSA", or NULL for all. */
void synthesis_tables(const struct synthesis *s, const char *who, struct follow_document *out);
void synthesis_json(struct json_writer *w, const struct synthesis *s, const char *who);

#endif
