/* SPDX-License-Identifier: MIT
 *
 * iraps.h: what is presented each year to the instance régionale d'amélioration de la pertinence des soins (instruction
 * of 26 July 2017, annex 5): the list of the establishments targeted under pertinence, and a synthesis of the results,
 * which shows the situation of none: "l'instance n'a pas vocation à examiner la situation individuelle des
 * établissements de santé".
 *
 * No text says how small a group may be shown. Convention, with the smallest group a parameter:
 * - a number of establishments above 0 and under the smallest group is hidden; so is all that is said of fewer;
 * - a number that all the others would give by subtraction is hidden with it: at least two are, which together make the
 *   smallest group;
 * - what is the same for all of them is hidden: it would be said of each;
 * - a sum is shown when its establishments make a group, and none of them makes more than 85 % of it. */
#ifndef CAQES_HOST_SYNTHESIS_IRAPS_H
#define CAQES_HOST_SYNTHESIS_IRAPS_H

#include "host/base/diag.h"
#include "host/read/json_source.h"
#include "host/synthesis/follow_table.h"

enum { IRAPS_SMALLEST_GROUP = 5, IRAPS_LEAST_GROUP = 3, IRAPS_MOST_GROUP = 1000, IRAPS_DOMINANT = 85 };

/* Which of the parts of a whole are hidden; all of them when they are too few. `kept` is a part that is not hidden for
 * the sake of another (its total is shown elsewhere), or -1. */
void iraps_hide(const uint64_t *parts, uint32_t count, uint32_t group, int32_t kept, bool *hidden);

struct iraps;

struct iraps *iraps_create(struct arena *arena, uint32_t group);

/* Adds the grid or the ciblage of an establishment. False after a message (A130). */
bool iraps_grid(struct iraps *s, const struct json_node *grid, const char *file, struct diag *diag);
bool iraps_target(struct iraps *s, const struct json_node *target, const char *file, struct diag *diag);

/* Ends the reading. False after messages (A132: an establishment is there twice for a year). */
bool iraps_close(struct iraps *s, struct diag *diag);

/* For each region and year: the list, then the synthesis. */
void iraps_tables(const struct iraps *s, struct follow_document *out);

#endif
