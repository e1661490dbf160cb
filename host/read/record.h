/* SPDX-License-Identifier: MIT
 *
 * record.h: one dossier, flat: every value an int64 and a state, in the columns of the layout. */
#ifndef CAQES_HOST_RECORD_H
#define CAQES_HOST_RECORD_H

#include "host/base/calendar.h"
#include "host/campaign/model.h"

#include <stdbool.h>
#include <stdint.h>

enum contract_status {
    CONTRACT_ABSENT, /* the dossier does not name the volet */
    CONTRACT_IN_FORCE,
    CONTRACT_REFUSED, /* proposed, and the establishment refused to sign [I II.a.ii] */
    CONTRACT_NOT_YET, /* in force from 1 January after signature [I IV] */
    CONTRACT_ENDED
};

struct contract_volet {
    enum contract_status status;
    day signature, end;
    const char *const *acts; /* acts under a MSAP, as written */
    uint32_t act_count;
    int64_t plan_weight, plan_progress; /* see struct caqes_record */
    uint32_t plan_actions;
};

/* Provenance of a value that has one. */
struct provenance {
    uint32_t column;
    const char *producer;
    day extraction;
};

struct record {
    const char *file;
    uint32_t line;
    const char *finess, *name, *region; /* name and region may be "" */
    const char *level;                  /* "EJ" or "EG" */
    uint32_t statut;                    /* index in the model */
    uint32_t champs;                    /* bits, indices in the model */
    uint32_t year;
    int64_t *values;    /* [column_count] */
    uint8_t *presences; /* [column_count], caqes_presence */
    struct contract_volet contract[MODEL_MAX_VOLETS];
    const struct provenance *provenances;
    uint32_t provenance_count;
};

#endif
