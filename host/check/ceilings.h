/* SPDX-License-Identifier: MIT
 *
 * ceilings.h: can the settings of a campaign lead to an amount over its ceiling? The host would void it (instruction,
 * IV.b), establishment by establishment; it is better known before the first is evaluated. Each volet is settled on
 * ordinary records under the parameters in force, for each result that a barème can give, each rule of the campaign
 * and each term at the highest that a contract may set. It finds by trying, and proves nothing: the audit stays. */
#ifndef CAQES_HOST_CEILINGS_H
#define CAQES_HOST_CEILINGS_H

#include "host/campaign/campaign.h"
#include "host/worker/isolation.h"

/* Warns (C355) of each setting that leads there, once, at its place; the code of the plugins is loaded. How many. Each
 * plugin is run in a process that is for this alone; one that ends is left to the evaluation, which says it. */
uint32_t ceilings_report(const struct campaign *c, struct isolation *isolation, struct diag *diag);

#endif
