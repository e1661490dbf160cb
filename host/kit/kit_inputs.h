/* SPDX-License-Identifier: MIT
 *
 * kit_inputs.h: the data that a table of indicators names, each once. A cell is a name as dossiers write it
 * (`prescriptions_sortie`), several with "+" between, or words from which a name is made. */
#ifndef CAQES_HOST_KIT_INPUTS_H
#define CAQES_HOST_KIT_INPUTS_H

#include "host/kit/indicators.h"

struct kit_input_list {
    const struct kit_world *world;
    struct arena *arena;
    struct kit_input *list;
    uint32_t count, capacity;
};

/* How a row reads its data. */
struct kit_input_wanted {
    enum value_type type;
    bool previous; /* also of the year before */
    const char *producer;
};

void kit_inputs_open(struct kit_input_list *l, const struct kit_world *world, struct arena *arena);

/* The inputs that a cell names, added when they are new: indices, `count` of them. NULL after a message (T509, T512,
 * T513). */
const uint32_t *kit_inputs_of(struct kit_input_list *l, struct csv_table *t, struct csv_row *row, struct csv_cell *cell,
                              const struct kit_input_wanted *wanted, uint32_t *count);

/* Whether numerator and denominator are the same data. */
bool kit_same_inputs(const struct kit_indicator *i);

#endif
