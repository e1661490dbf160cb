/* SPDX-License-Identifier: MIT */
#include "host/report/summary.h"

#include "host/base/text.h"
#include "host/report/display.h"

void summary_add(struct run_summary *s, const struct grid *g) {
    uint32_t row, k;
    s->establishments++;
    s->states[g->state]++;
    if (g->state == TOTAL_NONE) return;
    s->total += g->total;
    for (row = 0; row < g->row_count; row++)
        for (k = 0; k < g->rows[row].verdict.amount_count; k++) {
            const struct audited_amount *a = &g->rows[row].verdict.amounts[k];
            if (a->suspended || a->nature->sign == 0) continue;
            if (a->units > 0) s->interessements += a->units;
            if (a->units < 0) s->sanctions += a->units;
        }
}

static void print_sum(FILE *stream, const char *label, caqes_int128 centimes) {
    char text[DISPLAY_MAX];
    if (centimes > INT64_MAX || centimes < INT64_MIN) {
        snprintf(text, sizeof text, "(trop grand)");
    } else {
        french_centimes((int64_t)centimes, true, text);
    }
    fprintf(stream, "  %s : %s\n", label, text);
}

void summary_print(FILE *stream, const struct run_summary *s) {
    if (s->establishments == 0) return; /* nothing was evaluated: a total of 0 would look like a result */
    fprintf(stream, "Campagne : %u établissement%s ; totaux complets %u, partiels %u, aucun %u\n", s->establishments,
            s->establishments > 1 ? "s" : "", s->states[TOTAL_COMPLETE], s->states[TOTAL_PARTIAL],
            s->states[TOTAL_NONE]);
    if (s->refused) fprintf(stream, "  dossiers refusés : %u\n", s->refused);
    print_sum(stream, "intéressements", s->interessements);
    print_sum(stream, "sanctions", s->sanctions);
    print_sum(stream, "total", s->total);
}

static void sum_json(struct json_writer *w, const char *key, caqes_int128 centimes) {
    json_key(w, key);
    if (centimes > INT64_MAX || centimes < INT64_MIN) {
        json_string(w, NULL);
    } else {
        json_integer(w, (int64_t)centimes);
    }
}

void summary_json(struct json_writer *w, const struct run_summary *s) {
    uint32_t state;
    json_key(w, "totaux");
    json_begin(w, '{');
    json_field_integer(w, "etablissements", s->establishments);
    json_field_integer(w, "dossiers_refuses", s->refused);
    for (state = 0; state < 3; state++) json_field_integer(w, display_total_state(state), s->states[state]);
    sum_json(w, "interessements_centimes", s->interessements);
    sum_json(w, "sanctions_centimes", s->sanctions);
    sum_json(w, "centimes", s->total);
    json_end(w, '}');
}
