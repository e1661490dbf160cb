/* SPDX-License-Identifier: MIT
 *
 * letterhead.h: what a letter says and no evaluation knows: who sends it, who signs it, where to contest. A libconfig
 * file of format "caqes-courrier"; what it does not give is left blank in the letter, visibly. */
#ifndef CAQES_HOST_LETTERHEAD_H
#define CAQES_HOST_LETTERHEAD_H

#include "host/base/arena.h"
#include "host/base/diag.h"

enum letterhead_text {
    LETTERHEAD_AGENCY,    /* agence */
    LETTERHEAD_ADDRESS,   /* adresse */
    LETTERHEAD_PLACE,     /* lieu */
    LETTERHEAD_DATE,      /* date, as it is to be printed */
    LETTERHEAD_REFERENCE, /* reference */
    LETTERHEAD_SIGNATORY, /* signataire */
    LETTERHEAD_OLAM,      /* organisme_local, told at the same time */
    LETTERHEAD_COURT,     /* tribunal_administratif, with its address */
    LETTERHEAD_OTHER,     /* juridiction_recouvrement */
    LETTERHEAD_TEXTS
};

struct letterhead {
    const char *texts[LETTERHEAD_TEXTS]; /* never NULL: "[…]" for what is not given */
};

/* `file` may be NULL: all blank. False after messages (C3xx). */
bool letterhead_read(const char *file, struct arena *arena, struct diag *diag, struct letterhead *out);

#endif
