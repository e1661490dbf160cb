/* SPDX-License-Identifier: MIT
 *
 * config_view.h: what `caqes config` shows: a campaign as it applies to everyone, or to one
 * establishment. French, for officials; the JSON has the same content. */
#ifndef CAQES_HOST_CONFIG_VIEW_H
#define CAQES_HOST_CONFIG_VIEW_H

#include "host/campaign/campaign.h"

#include <stdbool.h>
#include <stdio.h>

struct config_view {
    const struct campaign *campaign;
    const struct record *record; /* NULL: everyone, before rules and contracts */
    uint64_t match;              /* rules that match the record */
    uint32_t assigned;           /* plugins that apply to it */
    struct arena *arena;
};

/* Effective values of one plugin, by slot. */
struct config_row {
    const int64_t *values;
    const uint8_t *presences;
    const struct origin *origins;
};
struct config_row config_row_of(const struct config_view *v, uint32_t plugin);

/* True when a coefficient is 0 because the establishment has none of the indicator's champs. */
bool config_is_gated(const struct config_view *v, uint32_t plugin, uint32_t slot, const struct origin *origin);

/* "MCO, SSR": the names of a set of bits. */
const char *config_names(struct arena *arena, const char *const *names, uint32_t bits);

/* Identifiers of plugins by bits. */
const char *config_plugins(const struct config_view *v, uint32_t bits);

/* A value as officials read it: "2,2 %", "60 → 0 ; sinon → 1". */
const char *config_value(const struct config_view *v, const struct value_spec *spec, int64_t value);

void config_print_table(FILE *stream, const struct config_view *v);
void config_print_json(FILE *stream, const struct config_view *v);

#endif
