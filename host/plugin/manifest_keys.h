/* SPDX-License-Identifier: MIT
 *
 * manifest_keys.h: the keys of every sort of object in a manifest, and its words. A test compares them with
 * sdk/schema/manifest.schema.json, so the schema that editors use is the grammar that the host accepts. */
#ifndef CAQES_HOST_MANIFEST_KEYS_H
#define CAQES_HOST_MANIFEST_KEYS_H

#include "host/plugin/json_read.h"
#include "host/plugin/manifest.h"

extern const struct json_shape shape_manifest, shape_abi, shape_years, shape_source, shape_input, shape_parameter,
    shape_target, shape_coefficient, shape_tolerance, shape_obligation, shape_table, shape_aggregate, shape_row;

/* What an indicator of each kind may say; in the order of enum indicator_kind. */
struct indicator_rule {
    const char *word;
    struct json_shape shape;
    const char *unit; /* by default; NULL: from the type of its input */
    bool has_target;  /* takes "target", "tolerance" and "direction" */
};
enum { INDICATOR_KINDS = KIND_CODE + 1 };
extern const struct indicator_rule indicator_rules[INDICATOR_KINDS];

/* The same for outputs, in the order of enum output_kind. */
struct output_rule {
    const char *word;
    struct json_shape shape;
};
enum { OUTPUT_KINDS = OUTPUT_GROUND + 1 };
extern const struct output_rule output_rules[OUTPUT_KINDS];

/* Words of types. The last two are curves, of parameters only. */
enum { TYPE_WORDS = 8, INPUT_TYPE_WORDS = 6 };
extern const char *const type_words[TYPE_WORDS];

enum { PERIOD_WORDS = 3 };
extern const char *const period_words[PERIOD_WORDS]; /* N, N-1, N-2 */

enum { AUTHORITY_WORDS = 3 };
extern const char *const authority_words[AUTHORITY_WORDS]; /* bit n is word n */

enum { ROLE_WORDS = 4 };
extern const char *const role_words[ROLE_WORDS]; /* bit n is word n */

enum { DIRECTION_WORDS = 2 };
extern const char *const direction_words[DIRECTION_WORDS];

enum { INDICATOR_UNIT_WORDS = 8 };
extern const char *const indicator_unit_words[INDICATOR_UNIT_WORDS];

enum { FACT_UNIT_WORDS = 7 };
extern const char *const fact_unit_words[FACT_UNIT_WORDS];

/* How entities make their juridical entity's value, in the order of enum entities_rule. */
enum { ENTITIES_WORDS = ENTITIES_HIGHEST + 1 };
extern const char *const entities_words[ENTITIES_WORDS];

enum { ABSENCE_WORDS = 2 };
extern const char *const absence_words[ABSENCE_WORDS]; /* incomplete, missed */

enum { STATISTIC_WORDS = STATISTIC_COUNT + 1 };
extern const char *const statistic_words[STATISTIC_WORDS];

enum { GROUP_WORDS = 2 };
extern const char *const group_words[GROUP_WORDS]; /* bit n is word n */

enum { OPENS_WORDS = 2 };
extern const char *const opens_words[OPENS_WORDS]; /* bit n is word n */

#endif
