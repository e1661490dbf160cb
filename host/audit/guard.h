/* SPDX-License-Identifier: MIT
 *
 * guard.h: what the law fixes, on every amount, whatever a plugin says (RULES §7). The base of a
 * ceiling is computed here, from the record; rounding happens here, once. */
#ifndef CAQES_HOST_GUARD_H
#define CAQES_HOST_GUARD_H

#include "host/campaign/model.h"
#include "host/measure/batch.h"

enum guard_result {
    GUARD_PASSED,
    GUARD_NO_BASE, /* a datum that the ceiling needs was not supplied */
    GUARD_FAULT    /* prohibited, negative, over a ceiling, not exact: the plugin is wrong */
};

/* An amount that passed: its centimes (or months), and the ceiling it was held against. */
struct guarded {
    int64_t units; /* centimes, or months; never negative */
    bool has_ceiling;
    struct caqes_fraction ceiling; /* the lowest: euros, or months */
    const struct model_ceiling *rule;
    bool at_ceiling;   /* rounded down, not to pass the exact ceiling */
    bool over_ceiling; /* the fault: more than its ceiling was proposed */
    const char *fault; /* GUARD_FAULT: what is wrong; GUARD_NO_BASE: what is missing; in the arena */
};

/* Rounds an exact amount of a nature and holds it against each of its ceilings. `slots` is the record's
 * row of the volet's plugin. */
enum guard_result guard_amount(const struct manifest *m, const struct caqes_case *slots,
                               const struct model_nature *nature, struct caqes_fraction amount, struct arena *arena,
                               struct guarded *out);

/* The exact ceiling of a rule for a record. GUARD_NO_BASE when a datum is missing: *missing names it. */
enum guard_result guard_ceiling(const struct manifest *m, const struct caqes_case *slots,
                                const struct model_ceiling *rule, struct caqes_fraction *out, const char **missing);

#endif
