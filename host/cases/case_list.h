/* SPDX-License-Identifier: MIT
 *
 * case_list.h: the case files of a run, and the campaign of each. A folder stands for the *.csv in it and in the
 * folders below, 16 deep at most, in the byte order of their paths. A link to a folder is followed only when it is
 * given as an argument. */
#ifndef CAQES_HOST_CASE_LIST_H
#define CAQES_HOST_CASE_LIST_H

#include "host/cases/case_file.h"

struct case_path {
    const char *file;
    const char *top; /* the folder that was given; for a file, its own */
};

struct case_list {
    struct case_path *paths;
    uint32_t count;
};

/* Expands the arguments. False after a message: a folder that cannot be read or lies too deep (S603), a file given
 * twice (S604), a folder without a case file (T401). */
bool case_list_expand(struct case_list *l, char *const *arguments, int count, struct arena *arena, struct diag *diag);

/* The path of the campaign of a table: that of its line "# campagne:", relative to the file; else campagne.cfg beside
 * the file, or in its parents up to the folder that was given. NULL after a message (T418). */
const char *case_campaign(struct csv_table *t, const struct case_path *path);

#endif
