/* SPDX-License-Identifier: MIT
 *
 * simulation_csv.c: for a spreadsheet in French: cells between ';', decimal comma, euros. */
#include "host/base/csv_write.h"
#include "host/simulate/report.h"

#include <inttypes.h>
#include <string.h>

/* A text in quotes when a spreadsheet would cut it. */
static void cell(FILE *stream, const char *text) { csv_write_cell(stream, text, ";\"\n\r"); }

static void value(FILE *stream, const struct scenarios *s, uint32_t scenario, uint32_t axis, struct arena *arena) {
    const struct axis *x = &s->axes[axis];
    const char *plain = axis_plain(s, x, scenario_choice(s, scenario, axis), arena);
    char *text = arena_copy(arena, plain, strlen(plain)), *point = strchr(text, '.');
    if (point && x->spec.type != TYPE_CURVE && x->spec.type != TYPE_CLASS) *point = ',';
    cell(stream, text);
}

static void sums(FILE *stream, const struct run_summary *sum, struct arena *arena) {
    fprintf(stream, ";%s;%s;%s", euros_plain(sum->total, arena), euros_plain(sum->interessements, arena),
            euros_plain(sum->sanctions, arena));
}

static void head(FILE *stream, const struct simulation *s, struct arena *arena) {
    static const char *const heads[] = {"total", "interessements", "sanctions"};
    uint32_t k, h;
    fputs("scenario", stream);
    for (k = 0; k < s->scenarios->axis_count; k++) {
        fputc(';', stream);
        cell(stream, s->scenarios->axes[k].name);
    }
    fputs(";total;interessements;sanctions;nombre_sanctions;volets_incomplets;volets_en_erreur;changements", stream);
    for (k = 0; k < s->campaign->model->statut_count; k++) {
        const char *statut = s->campaign->model->statuts[k];
        for (h = 0; h < sizeof heads / sizeof *heads; h++) {
            fputc(';', stream);
            cell(stream, arena_format(arena, "%s %s", heads[h], statut));
        }
    }
    fputs("\n", stream);
}

void simulation_csv(FILE *stream, const struct simulation *s, struct arena *arena) {
    uint32_t i, k;
    head(stream, s, arena);
    for (i = 0; i <= s->scenarios->count; i++) {
        const struct simulated *r = &s->results[i];
        fprintf(stream, "%u", i);
        for (k = 0; k < s->scenarios->axis_count; k++) {
            fputc(';', stream);
            if (i > 0) value(stream, s->scenarios, i - 1, k, arena);
        }
        sums(stream, &r->sum, arena);
        fprintf(stream, ";%" PRIu64 ";%" PRIu64 ";%" PRIu64 ";%u", r->sanctions, r->incomplete, r->in_error,
                r->change_count);
        for (k = 0; k < s->campaign->model->statut_count; k++) sums(stream, &r->statuts[k], arena);
        fputs("\n", stream);
    }
}
