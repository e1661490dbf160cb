/* SPDX-License-Identifier: MIT
 *
 * decision.h: from grounds that hold, do not, or are not known, to a decision. */
#ifndef CAQES_HOST_DECISION_H
#define CAQES_HOST_DECISION_H

#include "host/target/target.h"

/* Decides what the grounds that open `opens` (one of enum opens) say; NOT_CONCERNED when the manifest has none. The
 * explanation is replayed, and each ground is 0, 1 or not known. */
enum targeting_decision decide(const struct manifest *m, const struct caqes_case *c, uint32_t opens);

/* NULL when every ground that is known is 0 or 1; else what is wrong, in French. */
const char *grounds_fault(const struct manifest *m, const struct caqes_case *c, struct arena *arena);

#endif
