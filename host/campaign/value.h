/* SPDX-License-Identifier: MIT
 *
 * value.h: values of parameters as a configuration writes them: "0.022", "prevision", "oui", 3. */
#ifndef CAQES_HOST_VALUE_H
#define CAQES_HOST_VALUE_H

#include "host/campaign/config_file.h"
#include "host/plugin/manifest.h"

/* Enough for any int64 at 9 decimals. */
#define VALUE_TEXT 32

/* Reads a value of this type (not a curve), within its bounds; false after a message: C305 for a number
 * that is not quoted, C338 for what is not of the type, C339 out of bounds. */
bool value_read(struct conf_reader *r, const struct setting *s, const struct value_spec *spec, int64_t *out);

/* Reads a quoted decimal; false after a message (C305, C338). */
bool value_decimal(struct conf_reader *r, const struct setting *s, unsigned decimals, int64_t *out);

/* False after a message (C339) that gives the bounds. */
bool value_in_bounds(struct conf_reader *r, const struct setting *s, const struct value_spec *spec, int64_t value);

/* A number as a configuration writes it, without needless zeros: "0.022". */
void value_number_text(int64_t value, unsigned decimals, char out[VALUE_TEXT]);

/* Any value but a curve, as a configuration writes it; valid as long as the arena. */
const char *value_text(const struct value_spec *spec, int64_t value, struct arena *arena);

#endif
