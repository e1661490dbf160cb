/* SPDX-License-Identifier: MIT
 *
 * scenarios.h: a file of scenarios: which figures of a campaign vary, and over which values. Parameters have the names
 * of the campaign's own settings; ceilings those of the contract model. Without "tirages", the scenarios are the
 * product of all values, the last parameter varying fastest; with it, as many draws. */
#ifndef CAQES_HOST_SCENARIOS_H
#define CAQES_HOST_SCENARIOS_H

#include "host/campaign/campaign.h"

enum { SCENARIOS_MOST = 100000, SCENARIO_MOST_AXES = 16, SCENARIO_MOST_LISTED = 10000 };

enum axis_kind {
    AXIS_PARAMETER, /* the value of a parameter; of a curve, all of it */
    AXIS_THRESHOLD, /* x of one point of a curve of the campaign */
    AXIS_RESULT,    /* its y */
    AXIS_CEILING    /* a ceiling of the contract model */
};

/* One figure that varies. */
struct axis {
    enum axis_kind kind;
    const char *name; /* as people read it: "fr.caqes.socle cible.LAP_LITS" */
    uint32_t plugin, slot, point;
    uint32_t volet, nature, ceiling;
    enum origin_level level; /* who is taken to set it: the region when it may, else a national reference */
    bool prevails;           /* over rules and contracts: the value holds for everybody */
    struct value_spec spec;  /* of its values */
    const int64_t *values;   /* of whole curves: indices in the curves below */
    uint32_t count;
    struct place place;
};

struct scenarios {
    const char *file, *name; /* name may be NULL */
    char sha256[DIGEST_TEXT];
    struct axis axes[SCENARIO_MOST_AXES];
    uint32_t axis_count;
    uint32_t count; /* of scenarios, without the campaign as it is */
    bool drawn;
    int64_t seed;
    const uint32_t *draws; /* [count][axis_count]; NULL for a product */
    const struct caqes_curve *curves;
    const struct caqes_point *points;
};

/* Reads a file of scenarios for this campaign. NULL after reporting everything wrong (C3xx, C4xx). */
const struct scenarios *scenarios_read(const char *file, const struct campaign *campaign, struct arena *arena,
                                       struct diag *diag);

/* The same over bytes in memory. */
const struct scenarios *scenarios_parse(const char *file, const char *bytes, size_t length,
                                        const struct campaign *campaign, struct arena *arena, struct diag *diag);

/* Which value of an axis a scenario has. */
uint32_t scenario_choice(const struct scenarios *s, uint32_t scenario, uint32_t axis);

/* Draws `count` times one of `among` for each axis, from this seed: splitmix64, and a draw under 2^64 mod `among` is
 * drawn again, so that each value is as likely and the result is the same everywhere. */
const uint32_t *scenario_draws(const struct scenarios *s, uint32_t count, struct arena *arena);

/* A campaign as a scenario has it. */
struct scenario_campaign {
    const struct campaign *campaign;
    uint32_t plugins; /* bits: those of which a parameter varies */
    uint32_t volets;  /* bits: those of which a ceiling varies */
    const struct scenarios *scenarios;
};

/* Builds it in the arena; it shares with `base` what does not vary. */
struct scenario_campaign scenario_campaign(const struct scenarios *s, const struct campaign *base, uint32_t scenario,
                                           struct arena *arena);

/* The points of a curve of the campaign with those that vary, in `points` (CURVE_MAX_POINTS). Their number; 0 with what
 * is wrong when they are not a curve any more. */
struct curve_fault;
uint32_t scenario_curve(const struct scenarios *s, const struct campaign *base, uint32_t scenario, uint32_t plugin,
                        uint32_t slot, struct caqes_point *points, uint32_t *kind, struct curve_fault *fault);

#endif
