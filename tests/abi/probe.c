/* SPDX-License-Identifier: MIT
 *
 * A library whose debug information holds every public type of the SDK, and the type of every public function: abidiff
 * compares it with the kept baseline. It is never run. names.sh finds what a new header would have left out. */
#include <caqes/plugin.h>
#include <caqes/version.h>

/* Structs and enums that no public function takes. */
void probe_border(const struct caqes_plugin *plugin, const struct caqes_verbs *verbs);
void probe_border(const struct caqes_plugin *plugin, const struct caqes_verbs *verbs) { (void)plugin, (void)verbs; }

void probe_enums(enum caqes_presence a, enum caqes_state b, enum caqes_role c, enum caqes_op d, enum caqes_relation e,
                 enum caqes_curve_kind f, enum caqes_status g);
void probe_enums(enum caqes_presence a, enum caqes_state b, enum caqes_role c, enum caqes_op d, enum caqes_relation e,
                 enum caqes_curve_kind f, enum caqes_status g) {
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g;
}

/* A function of the headers is inline: a pointer to it carries its type. */
#define PROBE(function)                                                                                                \
    extern __typeof__(&function) const probe_##function;                                                               \
    __typeof__(&function) const probe_##function = function

/* The verbs, each by itself: a change of one must not pass for a growth of their struct. */
#define PROBE_VERB(verb)                                                                                               \
    extern __typeof__(((struct caqes_verbs *)0)->verb) const probe_verb_##verb;                                        \
    __typeof__(((struct caqes_verbs *)0)->verb) const probe_verb_##verb = 0

PROBE_VERB(measure);
PROBE_VERB(settle);
PROBE_VERB(target);
PROBE_VERB(self_test);

/* caqes/fraction.h */
PROBE(caqes_fraction_of);
PROBE(caqes_fraction_to_wire);
PROBE(caqes_fraction_from_wire);
PROBE(caqes_fits_63_bits);
PROBE(caqes_fraction_reduce);
PROBE(caqes_fraction_settle);
PROBE(caqes_fraction_add);
PROBE(caqes_fraction_subtract);
PROBE(caqes_fraction_multiply);
PROBE(caqes_fraction_divide);
PROBE(caqes_fraction_nearest);
PROBE(caqes_common_divisor);
PROBE(caqes_floor_divide);
PROBE(caqes_fraction_compare);

/* caqes/steps.h, what is for authors. */
PROBE(caqes_step_at);
PROBE(caqes_obligation_at);
PROBE(caqes_case_open);
PROBE(caqes_step_append);
PROBE(caqes_step_compute);
PROBE(caqes_step_well_formed);
PROBE(caqes_step_operands);

/* caqes/plugin.h */
PROBE(caqes_slot);
PROBE(caqes_zero);
PROBE(caqes_one);
PROBE(caqes_plan);
PROBE(caqes_refused);
PROBE(caqes_products);
PROBE(caqes_products_cut);
PROBE(caqes_presence_is);
PROBE(caqes_mean);
PROBE(caqes_mean_known);
PROBE(caqes_missed);
PROBE(caqes_reached);
PROBE(caqes_add);
PROBE(caqes_subtract);
PROBE(caqes_multiply);
PROBE(caqes_divide);
PROBE(caqes_min);
PROBE(caqes_max);
PROBE(caqes_complement);
PROBE(caqes_compare);
PROBE(caqes_is);
PROBE(caqes_in_set);
PROBE(caqes_select);
PROBE(caqes_or_else);
PROBE(caqes_decide);
PROBE(caqes_read_curve);
PROBE(caqes_plan_or);
PROBE(caqes_complementary_or);
PROBE(caqes_modulate);
PROBE(caqes_if_chosen);
PROBE(caqes_cite);
PROBE(caqes_output);
PROBE(caqes_for_each);
