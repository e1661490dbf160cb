/* SPDX-License-Identifier: MIT
 *
 * display.h: values as officials read them, in French. For display only: nothing computed from it. */
#ifndef CAQES_HOST_DISPLAY_H
#define CAQES_HOST_DISPLAY_H

#include "host/grid/grid.h"

#define DISPLAY_MAX 160

/* A value of some unit: "euros" 1 234,50 €; "rate" 48,33 %; "yes_no" oui; "letter" B; "months" 3 mois;
 * anything else, the number. `out` holds DISPLAY_MAX bytes. */
void display_value(struct caqes_fraction value, const char *unit, char *out);

/* The same beside a limit: when both would read alike but differ, "> 2,20 %" or "< 2,20 %". */
void display_against(struct caqes_fraction value, struct caqes_fraction limit, const char *unit, char *out);

/* A slot's value by its declared type. */
void display_slot(const struct value_spec *spec, int64_t value, char *out);

/* "oui", "non", "sans objet", "inconnu", "erreur". */
const char *display_obligation(const struct caqes_obligation *o);

/* What became of an indicator or an obligation, in JSON: "atteint", "non_atteint", "sans_objet", "inconnu", "erreur".
 */
const char *code_of_result(uint32_t state, bool reached);

/* Why an indicator has no value: "donnée non fournie", "coefficient 0"... */
const char *display_lack(enum lack lack);

/* Why a datum has no value: "non fourni", "non soumis", "NV"... */
const char *display_presence(uint8_t presence);

/* Status of a volet: "évalué", "non contractualisé"... and its code in JSON: "evalue". */
const char *display_status(enum volet_status status);
const char *code_of_status(enum volet_status status);

/* What the directeur général retains: "-40 000,00 €", "3 mois". In the arena. */
const char *display_decision(const struct contract_decision *d, struct arena *arena);

/* "complet", "partiel", "aucun". */
const char *display_total_state(enum total_state state);

/* True when a row is why a total is not complete. */
bool withholds_total(const struct volet_verdict *v);

/* Outcome of a decision table by its number, as people read it, or NULL. */
const char *display_outcome(const struct manifest *m, const struct manifest_output *o, struct caqes_fraction value);

#endif
