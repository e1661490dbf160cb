/* SPDX-License-Identifier: MIT
 *
 * batches.h: the dossiers of a run, a batch at a time, so that memory does not grow with their number. */
#ifndef CAQES_HOST_BATCHES_H
#define CAQES_HOST_BATCHES_H

#include "host/campaign/campaign.h"
#include "host/cli/inputs.h"

/* Called with each batch, of BATCH_RECORDS records at most, in the order of the inputs. `work` is emptied after
 * each call, and so are the records. */
typedef void (*batch_function)(void *context, const struct record *records, uint32_t count, struct arena *work);

/* Reads every input and hands its records over, with a line of progress. Returns how many dossiers were refused;
 * each is reported, and so is an input that cannot be read. */
uint32_t batches_run(const struct campaign *campaign, const struct inputs *inputs, struct diag *diag,
                     batch_function each, void *context);

#endif
