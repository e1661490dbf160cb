/* SPDX-License-Identifier: MIT
 *
 * measure.h: from records to indicators and obligations, reached or not. A standard indicator needs no
 * code: the host builds its steps from the manifest. A coded one gets its value from the plugin's
 * measure verb; the host judges it against its target like the others. */
#ifndef CAQES_HOST_MEASURE_H
#define CAQES_HOST_MEASURE_H

#include "host/measure/batch.h"

/* Opens a batch over at most BATCH_RECORDS records: which plugins apply, and their slots. */
void batch_open(struct batch *b, const struct campaign *campaign, const struct record *records, uint32_t count,
                struct arena *arena);

/* Fills every plugin's indicator results, then every volet's obligations. */
void measure(struct batch *b);

/* Judges the indicators of one row of one plugin (convention "indicator reached", RULES §10). */
void judge_row(struct batch *b, uint32_t plugin, uint32_t row);

/* One of them: its steps go at the end of the row's explanation, in which a coded one has its value already. */
void judge_indicator(struct batch *b, uint32_t plugin, uint32_t row, uint32_t indicator);

/* Fills the obligations of every volet from the indicator results (convention "obligation reached"). */
void measure_obligations(struct batch *b);

/* Again, those of one volet for some records, bits by index. */
void measure_obligations_of(struct batch *b, uint32_t volet, uint64_t records);

/* Whether an obligation of a record has a coefficient above 0. A general one that has none is judged and shown; it
 * weighs nothing, and withholds nothing when it is not known. */
bool obligation_weighs(const struct batch *b, uint32_t record, const struct obligation_ref *ref);

#endif
