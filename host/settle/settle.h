/* SPDX-License-Identifier: MIT
 *
 * settle.h: each volet's plugin turns its obligations into proposals: outcome, facts, amounts. A volet
 * is settled when its contract is in force, or when the establishment refused to sign it. */
#ifndef CAQES_HOST_SETTLE_H
#define CAQES_HOST_SETTLE_H

#include "host/measure/batch.h"

/* Fills the answers of every volet of the batch. */
void settle(struct batch *b);

/* Settles one volet again for some records, bits by index, whose slots or obligations have changed. */
void settle_volet(struct batch *b, uint32_t volet, uint64_t records);

/* True when a record's volet is to be settled at all. */
bool settle_concerns(const struct batch *b, uint32_t record, uint32_t volet);

#endif
