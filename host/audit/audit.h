/* SPDX-License-Identifier: MIT
 *
 * audit.h: from a volet's proposals to what counts. An amount is taken from the step that the host has
 * replayed, held against the contract model, and rounded once; what is not known has no amount, and
 * says why. Texts are French: the grid shows them. */
#ifndef CAQES_HOST_AUDIT_H
#define CAQES_HOST_AUDIT_H

#include "host/audit/guard.h"
#include "host/measure/batch.h"

enum volet_status {
    VOLET_NOT_CONTRACTED,
    VOLET_NOT_YET, /* signed, in force next year */
    VOLET_ENDED,
    VOLET_EVALUATED,
    VOLET_REFUSED,     /* the establishment refused to sign */
    VOLET_UNEVALUABLE, /* nothing applicable to judge: "non évaluable", never 0 */
    VOLET_INCOMPLETE,  /* a datum was not supplied: no amount */
    VOLET_ERROR        /* a plugin is in error: no amount */
};

/* An output as replayed. */
struct audited_output {
    const struct manifest_output *output;
    uint32_t step;
    uint16_t state; /* caqes_state */
    struct caqes_fraction value;
};

/* An amount that is due. An output of kind amount that is 0, or not known, gives none. */
struct audited_amount {
    const struct manifest_output *output;
    const struct model_nature *nature;
    uint32_t step;
    int64_t units;          /* centimes, negative for a sanction; months for a MSAP */
    int64_t before_sharing; /* the same before the ceiling over the contract, which may reduce it */
    struct guarded guard;
    bool suspended; /* computed and shown, not in the total */
};

/* One volet of one record. Pointers are into the batch and its arena. */
struct volet_verdict {
    enum volet_status status;
    const char **reasons; /* why it is incomplete or in error */
    uint32_t reason_count;
    bool mandatory_fault, regional_fault; /* which plugin is in error */
    bool over_ceiling;                    /* the fault, or one of them: an amount over its ceiling */
    bool refused;                         /* to sign: nothing is evaluated, whatever the status */
    const struct audited_output *outputs;
    uint32_t output_count;
    struct audited_amount *amounts;
    uint32_t amount_count;
    const struct caqes_case *explanation; /* of the outputs; NULL when not settled */
};

/* Judges the proposals of one volet for one record. */
void audit_volet(const struct batch *b, uint32_t record, uint32_t volet, struct volet_verdict *out);

#endif
