/* SPDX-License-Identifier: MIT
 *
 * budget.h: how long a plugin may take for a batch, on this machine. */
#ifndef CAQES_HOST_BUDGET_H
#define CAQES_HOST_BUDGET_H

#include "host/worker/worker.h"

/* From the time that the host itself takes for a full batch of the longest explanations, measured now: a thousand times
 * as long, and not under two seconds; waiting, twelve times as long as computing, and not under a minute. Only a plugin
 * that does not end comes near it, so results do not depend on the machine. */
struct worker_settings budget_measure(void);

/* The same from a number of seconds that the operator gives. */
struct worker_settings budget_of_seconds(uint32_t seconds);

#endif
