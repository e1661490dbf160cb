/* SPDX-License-Identifier: MIT
 *
 * categories.h: the categories by which the national follow-up counts establishments: those of the DGOS survey of the
 * contracts of 2009, and the hôpitaux d'instruction des armées, which had none then. */
#ifndef CAQES_HOST_SYNTHESIS_CATEGORIES_H
#define CAQES_HOST_SYNTHESIS_CATEGORIES_H

enum category { CATEGORY_DG, CATEGORY_OQN, CATEGORY_HAD, CATEGORY_DIALYSE, CATEGORY_SSA, CATEGORY_COUNT };

/* As a file of facts writes them: "ex-DG", "ex-OQN", "HAD", "dialyse", "SSA". */
extern const char *const category_codes[CATEGORY_COUNT];

/* As the survey does: "Établissement ex-DG (hors HAD et dialyse)". */
extern const char *const category_labels[CATEGORY_COUNT];

#endif
