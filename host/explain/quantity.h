/* SPDX-License-Identifier: MIT
 *
 * quantity.h: exact values in French sentences: "1 234,50 €", "45,3 %"; a fraction that no decimal number is, with an
 * approximation: "1/3, soit 33,33 %". For display only: nothing is computed from it. */
#ifndef CAQES_HOST_QUANTITY_H
#define CAQES_HOST_QUANTITY_H

#include "caqes/fraction.h"
#include "host/plugin/manifest.h"

enum unit_kind {
    UNIT_NUMBER,
    UNIT_EUROS,
    UNIT_RATE,
    UNIT_YES_NO,
    UNIT_WORD,   /* the value is the index of a word: a class, an outcome */
    UNIT_LETTER, /* 1 for A */
    UNIT_MONTHS,
    UNIT_CURVE /* no single value */
};

struct unit {
    enum unit_kind kind;
    const char *const *words; /* UNIT_WORD */
    uint32_t word_count;
    const char *name;  /* "lits", shown after a number; may be "" or NULL */
    unsigned decimals; /* shown at least, of a number */
};

#define NUMBER_UNIT ((struct unit){UNIT_NUMBER, NULL, 0, NULL, 0})

/* The unit of a slot, by its declared type; of an output, by the word of the manifest ("euros", "points"...). */
struct unit unit_of_slot(const struct value_spec *spec);
struct unit unit_of_word(const char *word);

/* As said above, in the arena. quantity_plain is for formulas: without the name of a unit, and without an
 * approximation: "1 230", not "1 230 lits"; "1/3". */
const char *quantity_text(struct arena *arena, struct caqes_fraction value, struct unit unit);
const char *quantity_plain(struct arena *arena, struct caqes_fraction value, struct unit unit);

/* Beside a limit: an approximation has the decimals that tell the two apart. */
const char *quantity_beside(struct arena *arena, struct caqes_fraction value, struct caqes_fraction limit,
                            struct unit unit);

/* The code of a unit in JSON: "euros", "rate", "number"... */
const char *code_of_unit(struct unit unit);

#endif
