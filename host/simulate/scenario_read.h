/* SPDX-License-Identifier: MIT
 *
 * scenario_read.h: what the two files of the reader of scenarios share: scenario_file.c, which figure varies;
 * scenario_values.c, over which values. */
#ifndef CAQES_HOST_SCENARIO_READ_H
#define CAQES_HOST_SCENARIO_READ_H

#include "host/campaign/campaign_internal.h"
#include "host/simulate/scenarios.h"

enum {
    AXIS_PLUGIN,
    AXIS_NAME,
    AXIS_VOLET,
    AXIS_NATURE,
    AXIS_CEILING_NUMBER,
    AXIS_POINT_X,
    AXIS_POINT_Y,
    AXIS_PREVAILS,
    AXIS_VALUES,
    AXIS_FROM,
    AXIS_TO,
    AXIS_STEP,
    AXIS_KEYS
};

struct scenario_reader {
    struct campaign_builder builder; /* its campaign: a copy, to whose curves those of the file are added */
    const struct campaign *campaign;
    struct scenarios *out;
};

/* The values of an axis whose figure is known; false after a message. */
bool scenario_values(struct scenario_reader *s, const struct setting *group, const struct setting *const *at,
                     struct axis *x);

#endif
