/* SPDX-License-Identifier: MIT
 *
 * sides.h: what `caqes diff` is given: two archives, or results. From archives comes all that can be a cause. */
#ifndef CAQES_HOST_SIDES_H
#define CAQES_HOST_SIDES_H

#include "host/cli/rerun.h"
#include "host/diff/attribution.h"

struct side {
    const char *file;
    bool is_archive;
    struct unpacked unpacked; /* of an archive */
    struct results results;   /* compared: as archived, or as this program gives them when they are a table */
};

struct sides {
    struct side side[2];
    char *folder; /* private */
    const struct isolation *isolation;
    struct results between[MAX_STATES]; /* states of an attribution */
    unsigned between_count;
};

/* Whether a file begins as an archive does. */
bool side_is_archive(const char *file);

/* Opens side->file, an archive or results; an archive is laid out in the folder `name` of a private folder, and
 * evaluated there when its results are a table. False after messages. */
bool side_open(struct side *side, const char *folder, const char *name, const struct isolation *isolation,
               struct arena *arena, struct diag *diag);

/* Opens both; everything else is in sides->folder until sides_close. False after messages. */
bool sides_open(struct sides *s, const char *const *files, struct arena *arena, struct diag *diag);
void sides_close(struct sides *s);

/* What differs as a whole: program, files of the configuration, plugins, number of dossiers. */
void sides_general(const struct sides *s, struct difference *d);

/* Evaluates the states between two archives and fills the shares of `d`. False after a message when this program
 * cannot evaluate an archive; what cannot be told apart is then left so. */
bool sides_attribute(struct sides *s, struct difference *d, struct arena *arena, struct diag *diag);

/* Replaces the causes that results tell by what the records and campaigns of two archives say, with the origin of
 * each parameter. */
void sides_causes(const struct sides *s, struct difference *d);

#endif
