/* SPDX-License-Identifier: MIT
 *
 * batch.h: a batch of records on its way through measure, settle and audit. All memory is of the
 * batch's arena. Rows are compact: a plugin has a row for each record it applies to. */
#ifndef CAQES_HOST_BATCH_H
#define CAQES_HOST_BATCH_H

#include "host/campaign/campaign.h"
#include "host/plugin/call.h"
#include "host/read/record.h"

#include <stdbool.h>
#include <stdint.h>

#define BATCH_RECORDS 64
#define NO_ROW UINT32_MAX

/* A plugin that fails on more establishments than this is set aside, for all of them. */
#define PLUGIN_FAILURES_ALLOWED 2
#define PLUGIN_SET_ASIDE "mis à l'écart : il échoue sur plusieurs établissements"

/* Why an indicator has no value. */
enum lack {
    LACK_NOTHING,
    LACK_COEFFICIENT, /* coefficient 0: not applicable to this establishment */
    LACK_DENOMINATOR, /* nothing to measure: denominator or N-1 at 0 */
    LACK_NOT_SUBJECT, /* the establishment is not subject to it */
    LACK_DATUM,       /* a datum was not supplied: lack_slot says which */
    LACK_TARGET,      /* neither the contract nor a reference gives the target, or a term that a coded value needs */
    LACK_PLUGIN,      /* the plugin that measures it is in error */
    LACK_ARITHMETIC   /* 128 bits do not hold the exact value */
};

/* An indicator measured and judged for one record. Step numbers are of its plugin's explanation for
 * that row. */
struct indicator_result {
    uint16_t state; /* caqes_state of the attainment */
    uint8_t lack;   /* enum lack; with a known state, a datum whose absence counts as not reached */
    bool reached;
    uint32_t lack_slot;
    uint32_t value_step, target_step, reached_step, attainment_step; /* CAQES_NO_STEP when there is none */
    struct caqes_fraction coefficient, attainment;
};

/* One plugin over the batch. */
struct plugin_rows {
    uint32_t count;
    uint32_t *record_of_row;
    uint32_t *row_of_record;          /* [records], NO_ROW when the plugin does not apply */
    struct caqes_batch slots;         /* values and presences of every row; no obligations */
    struct caqes_case *explanations;  /* [row]: values and attainments of its indicators */
    struct indicator_result *results; /* [row][indicator_count] */
    const char **faults;              /* [row]: NULL, or what the plugin did wrong */
};

/* An obligation of a volet, wherever it is declared. */
struct obligation_ref {
    uint32_t plugin, obligation;
};

/* One volet over the batch: the rows of its plugin, for the contracts in force or refused. */
struct volet_rows {
    const struct obligation_ref *refs; /* obligations that any plugin attaches to this volet */
    uint32_t ref_count;
    uint32_t *row_of_record;              /* [records], NO_ROW when not settled */
    struct caqes_obligation *obligations; /* [record][ref_count]; role 0: its plugin does not apply */
    struct answer *answers;               /* [row] */
};

struct batch {
    const struct campaign *campaign;
    struct arena *arena;
    const struct record *records;
    uint32_t count;
    bool unsaid;                           /* nobody reads which data are missing, nor the notices: not written */
    uint32_t assigned[BATCH_RECORDS];      /* plugins, bits by index */
    uint64_t failed[CAMPAIGN_MAX_PLUGINS]; /* records on which a plugin failed, bits by index */
    struct plugin_rows plugins[CAMPAIGN_MAX_PLUGINS];
    struct volet_rows volets[MODEL_MAX_VOLETS];
};

#endif
