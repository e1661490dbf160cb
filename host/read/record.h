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

enum avenant_kind { AVENANT_RENEWAL, AVENANT_CHANGE, AVENANT_TERMINATION, AVENANT_KINDS };

/* As dossiers write them and grids show them: "renouvellement", "modification", "resiliation". */
extern const char *const avenant_words[AVENANT_KINDS];

struct contract_avenant {
    enum avenant_kind kind;
    day signature;
    day end; /* that it gives the volet; 0 for a change */
};

/* A product of the liste en sus that has its own rate in the contract [S: art. D. 162-15]. */
struct contract_product {
    bool lpp;           /* a LPP code, else UCD */
    const char *code;   /* as written */
    const char *label;  /* may be "" */
    int64_t rate;       /* millionths */
    int64_t reimbursed; /* centimes, last closed year */
};

/* What the directeur général of the agency retains for a volet, beside what is computed and never over it [I IV.b]. */
struct contract_decision {
    bool months;        /* the value is a duration of MSAP in months, else centimes */
    int64_t value;      /* centimes signed as in the grid: negative for a sanction */
    const char *reason; /* "motif" */
    day date;           /* 0: not said */
};

struct contract_volet {
    enum contract_status status;
    day signature, end;                      /* end: 0 for none; renewals and terminations by avenant are in it */
    bool ended_by_avenant;                   /* the end is that of a termination by consent [I II.a.ii] */
    const struct contract_avenant *avenants; /* in order of signature */
    uint32_t avenant_count;
    uint32_t priority; /* agreed order of the volets, from 1; 0: not said [I II.a.iv] */
    const struct contract_product *products;
    uint32_t product_count;
    int64_t products_total, products_cut; /* see struct caqes_record */
    const char *const *acts;              /* acts under a MSAP, as written */
    uint32_t act_count;
    int64_t plan_weight, plan_progress; /* see struct caqes_record */
    uint32_t plan_actions;
    const struct contract_decision *decision; /* NULL: none recorded */
};

/* Provenance of a value that has one. A value given several times, from extractions of different days, has one
 * entry each, the latest first: it is the one that counts, the others are shown as replaced. */
struct provenance {
    uint32_t column;
    const char *producer; /* may be "" */
    const char *period;   /* "M12", as written; may be "" */
    day extraction;       /* 0: not said */
    bool replaced;
    uint8_t presence; /* of a replaced value */
    int64_t value;
};

/* A geographical entity (EG) for which the juridical entity (EJ) signs: its values are combined, column by
 * column, as the input's "entities" says. */
struct entity {
    const char *finess, *name;
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
    const char *ght;    /* groupement hospitalier de territoire, mentioned; may be "" */
    uint8_t *ages;      /* [column_count]: years between N and the year of a two-yearly value that stands for N */
    const struct entity *entities;
    uint32_t entity_count;
    struct contract_volet contract[MODEL_MAX_VOLETS];
    const struct provenance *provenances;
    uint32_t provenance_count;
};

#endif
