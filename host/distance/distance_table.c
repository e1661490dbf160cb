/* SPDX-License-Identifier: MIT */
#include "host/base/text.h"
#include "host/distance/distance_words.h"
#include "host/report/ruled.h"

enum { COLUMNS = 7 };

static const char *decision_name(const struct distances *d, const struct distance *x, struct arena *arena) {
    const struct manifest_obligation *o;
    if (x->decision.kind == DECISION_SANCTION) return "Sanction";
    if (x->decision.kind == DECISION_INTERESSEMENT) return "Intéressement";
    o = distance_obligation(d, x);
    return arena_format(arena, "%s [%s] (%s)", o->label, o->code, o->article);
}

static const char *state_name(const struct distance *x) {
    bool is = x->state == DECISION_YES;
    switch (x->decision.kind) {
    case DECISION_OBLIGATION: return is ? "atteinte" : "manquée";
    case DECISION_SANCTION: return is ? "due" : "non due";
    default: return is ? "dû" : "non dû";
    }
}

/* Each change is a row; what it turns is named in the first. */
static void print_distance(const struct ruled *t, const struct distances *d, const struct distance *x,
                           struct arena *arena) {
    uint32_t k;
    for (k = 0; k < x->flip_count || k == 0; k++) {
        const struct flip *f = k < x->flip_count ? &x->flips[k] : NULL;
        const char *cells[COLUMNS] = {k ? "" : decision_name(d, x, arena), k ? "" : state_name(x),
                                      "aucune donnée seule ne suffit"};
        if (f) {
            cells[2] = distance_datum(d, f)->spec->label;
            cells[3] = distance_value(d, f, f->from, arena);
            cells[4] = distance_value(d, f, f->to, arena);
            if (distance_has_gap(d, f))
                cells[5] = arena_format(arena, "%s%s", f->to > f->from ? "+" : "",
                                        distance_value(d, f, f->to - f->from, arena));
            cells[6] = arena_format(arena, "%s → %s", distance_euros(x->has_amount, x->amount, arena),
                                    distance_euros(f->has_amount, f->amount, arena));
        }
        ruled_row(t, cells, arena);
    }
}

void distances_table(FILE *stream, const struct distances *d, struct arena *arena) {
    static const unsigned widths[COLUMNS] = {34, 8, 30, 15, 15, 15, 27};
    static const char *const heads[COLUMNS] = {"Décision",      "Elle est", "Donnée",          "Valeur",
                                               "Elle change à", "Écart",    "Montant du volet"};
    const struct ruled table = {stream, widths, COLUMNS, 0x78};
    const struct record *r = &d->grid->batch->records[d->grid->record];
    uint32_t k;
    fprintf(stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    for (k = 0; k < d->count; k++) {
        uint32_t volet = d->list[k].decision.volet;
        bool first = k == 0 || d->list[k - 1].decision.volet != volet;
        if (first && k > 0) ruled_line(&table, RULED_BOTTOM);
        if (first) {
            fprintf(stream, "%s\n", d->grid->rows[volet].volet->label);
            ruled_line(&table, RULED_TOP);
            ruled_row(&table, heads, arena);
        }
        ruled_line(&table, RULED_BETWEEN);
        print_distance(&table, d, &d->list[k], arena);
    }
    if (d->count > 0) ruled_line(&table, RULED_BOTTOM);
    if (d->count == 0) fputs("  Aucune décision n'est prise : rien n'est évalué, ou des données manquent.\n", stream);
    fputc('\n', stream);
}
