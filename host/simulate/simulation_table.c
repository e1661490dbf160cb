/* SPDX-License-Identifier: MIT */
#include "host/base/text.h"
#include "host/simulate/report.h"

#include <inttypes.h>
#include <string.h>

enum { FIXED_COLUMNS = 7 }; /* beside the parameters, the number of the scenario and the totals by statut */

struct table {
    const char **cells;
    uint32_t columns, rows;
};

static const char **row_of(struct table *t) { return t->cells + (size_t)t->rows++ * t->columns; }

static const char *number(uint64_t value, struct arena *arena) { return arena_format(arena, "%" PRIu64, value); }

static void heads(struct table *t, const struct simulation *s, struct arena *arena) {
    static const char *const fixed[FIXED_COLUMNS] = {"TOTAL",      "INTÉRESSEMENTS", "SANCTIONS", "NB SANCTIONS",
                                                     "INCOMPLETS", "EN ERREUR",      "CHANGENT"};
    const char **row = row_of(t);
    uint32_t k;
    *row++ = "SCÉNARIO";
    for (k = 0; k < s->scenarios->axis_count; k++) *row++ = arena_format(arena, "(%u)", k + 1);
    for (k = 0; k < FIXED_COLUMNS; k++) *row++ = fixed[k];
    for (k = 0; k < s->campaign->model->statut_count; k++)
        *row++ = arena_format(arena, "TOTAL %s", s->campaign->model->statuts[k]);
}

static void line(struct table *t, const struct simulation *s, uint32_t result, struct arena *arena) {
    const struct simulated *r = &s->results[result];
    const char **row = row_of(t);
    uint32_t k;
    *row++ = result == 0 ? "campagne" : number(result, arena);
    for (k = 0; k < s->scenarios->axis_count; k++)
        *row++ = result == 0 ? "-"
                             : axis_french(s->scenarios, &s->scenarios->axes[k],
                                           scenario_choice(s->scenarios, result - 1, k), arena);
    *row++ = euros_french(r->sum.total, arena);
    *row++ = euros_french(r->sum.interessements, arena);
    *row++ = euros_french(r->sum.sanctions, arena);
    *row++ = number(r->sanctions, arena);
    *row++ = number(r->incomplete, arena);
    *row++ = number(r->in_error, arena);
    *row++ = number(r->change_count, arena);
    for (k = 0; k < s->campaign->model->statut_count; k++) *row++ = euros_french(r->statuts[k].total, arena);
}

static void print(FILE *stream, const struct table *t, struct arena *arena) {
    uint32_t *widths = arena_array(arena, t->columns, sizeof *widths), i, k;
    for (i = 0; i < t->rows * t->columns; i++) {
        uint32_t width = (uint32_t)text_columns(t->cells[i]);
        if (width > widths[i % t->columns]) widths[i % t->columns] = width;
    }
    for (i = 0; i < t->rows; i++)
        for (k = 0; k < t->columns; k++) {
            const char *cell = t->cells[(size_t)i * t->columns + k];
            fprintf(stream, "%s%*s%s%s", k ? "  " : "", (int)(widths[k] - text_columns(cell)), "", cell,
                    k + 1 == t->columns ? "\n" : "");
        }
}

static void head(FILE *stream, const struct simulation *s) {
    const struct scenarios *x = s->scenarios;
    uint32_t k;
    fprintf(stream, "Simulation : %s%s%s\n", x->name ? x->name : x->file, x->name ? ", " : "", x->name ? x->file : "");
    fprintf(stream, "Campagne : %s, exercice %u ; %" PRIu64 " établissements\n", s->campaign->name, s->campaign->year,
            s->establishments);
    if (s->refused) fprintf(stream, "  dossiers refusés : %u\n", s->refused);
    fprintf(stream, "Scénarios : %u", x->count);
    if (x->drawn) fprintf(stream, ", tirés au sort (graine %" PRId64 ")", x->seed);
    fputs("\n", stream);
    for (k = 0; k < x->axis_count; k++)
        fprintf(stream, "  (%u) %s%s\n", k + 1, x->axes[k].name,
                x->axes[k].prevails ? ", pour tous, au-dessus des règles et des contrats" : "");
    fputs("\n", stream);
}

/* Plugins that failed too often, by scenario. */
static void aside(FILE *stream, const struct simulation *s) {
    uint32_t i, p;
    for (i = 0; i <= s->scenarios->count; i++)
        for (p = 0; p < s->campaign->plugin_count; p++)
            if (s->results[i].set_aside >> p & 1U)
                fprintf(stream, "  scénario %u : %s mis à l'écart, il échoue sur plusieurs établissements\n", i,
                        s->campaign->plugins[p].plugin->manifest->id);
}

void simulation_table(FILE *stream, const struct simulation *s, struct arena *arena) {
    struct table t = {.columns = 1 + s->scenarios->axis_count + FIXED_COLUMNS + s->campaign->model->statut_count};
    uint32_t i;
    t.cells = arena_array(arena, (size_t)(s->scenarios->count + 2) * t.columns, sizeof *t.cells);
    heads(&t, s, arena);
    for (i = 0; i <= s->scenarios->count; i++) line(&t, s, i, arena);
    head(stream, s);
    print(stream, &t, arena);
    aside(stream, s);
}
