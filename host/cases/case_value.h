/* SPDX-License-Identifier: MIT
 *
 * case_value.h: what a cell says: French numbers, exact; dates; words. */
#ifndef CAQES_HOST_CASE_VALUE_H
#define CAQES_HOST_CASE_VALUE_H

#include "caqes/fraction.h"
#include "host/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* units / 10^decimals; a percentage is already divided by 100. */
struct case_number {
    caqes_int128 units;
    uint32_t decimals;
    bool percent, euros; /* as written */
};

/* "1 022 000,01", "-12,5", "2,2 %", "1 000,00 €": a decimal comma; spaces, U+00A0 or U+202F between thousands. False
 * when it is none of these, or has more than 30 digits. */
bool case_number_read(const char *text, struct case_number *out);

/* The same as JSON writes it: "1022000.01". */
const char *case_number_json(const struct case_number *n, struct arena *arena);

/* An exact value: a number as above, or "1/3". */
bool case_fraction_read(const char *text, struct caqes_fraction *out);

/* The same for people, exactly: "2,2 %", "12,5", "1/3 (environ 33,33 %)". `unit` is as for display_value. */
const char *case_fraction_text(struct caqes_fraction value, const char *unit, struct arena *arena);

/* "31/12/2018" as "2018-12-31"; any other text as it is: the reader of dossiers judges it. */
const char *case_date_json(const char *text, struct arena *arena);

/* Whether two words are the same but for capitals, accents, and "_" for a space. */
bool case_same_word(const char *a, const char *b);

/* The first of `count` words that is the same as `text`, or -1. */
int32_t case_word_index(const char *text, const char *const *words, uint32_t count);

/* The parts of "a + b + c", without the blanks around them; `count` is theirs. */
const char **case_parts(const char *text, struct arena *arena, uint32_t *count);

#endif
