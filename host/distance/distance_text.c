/* SPDX-License-Identifier: MIT */
#include "host/distance/distance_words.h"

#include "host/base/text.h"
#include "host/check/specimen.h"
#include "host/explain/paper.h"
#include "host/explain/quantity.h"
#include "host/report/display.h"
#include "host/report/grid_json.h"

#include <string.h>

const struct manifest_obligation *distance_obligation(const struct distances *d, const struct distance *x) {
    const struct obligation_ref *ref = &d->grid->rows[x->decision.volet].refs[x->decision.ref];
    return &d->grid->batch->campaign->plugins[ref->plugin].plugin->manifest->obligations[ref->obligation];
}

const struct layout_column *distance_datum(const struct distances *d, const struct flip *f) {
    return &d->grid->batch->campaign->layout->columns[f->column];
}

const char *distance_value(const struct distances *d, const struct flip *f, int64_t value, struct arena *arena) {
    const struct value_spec *spec = distance_datum(d, f)->spec;
    struct caqes_fraction exact = caqes_fraction_of(value, caqes_power_of_ten(spec->decimals));
    return quantity_text(arena, exact, unit_of_slot(spec));
}

bool distance_has_gap(const struct distances *d, const struct flip *f) {
    uint32_t type = distance_datum(d, f)->spec->type;
    return type != TYPE_YES_NO && type != TYPE_CLASS;
}

const char *distance_euros(bool has_amount, int64_t centimes, struct arena *arena) {
    char text[64];
    if (!has_amount) return "aucun montant";
    french_centimes(centimes, false, text);
    return arena_copy(arena, text, strlen(text));
}

/* ---- Sentences --------------------------------------------------------------------------------------- */

/* "« Lits » : 412 au lieu de 400, soit 12 de plus". */
static const char *change_text(const struct distances *d, const struct flip *f, struct arena *arena) {
    bool more = f->to > f->from;
    const char *change = arena_format(arena, "« %s » : %s au lieu de %s", distance_datum(d, f)->spec->label,
                                      distance_value(d, f, f->to, arena), distance_value(d, f, f->from, arena));
    if (!distance_has_gap(d, f)) return change;
    return arena_format(arena, "%s, soit %s de %s", change,
                        distance_value(d, f, more ? f->to - f->from : f->from - f->to, arena), more ? "plus" : "moins");
}

/* What the change makes of the volet's amount. */
static const char *effect_text(const struct distances *d, const struct distance *x, const struct flip *f,
                               struct arena *arena) {
    const char *label = d->grid->rows[x->decision.volet].volet->label;
    if (!f->has_amount && !x->has_amount)
        return arena_format(arena, "« %s » n'aurait toujours aucun montant (volet %s)", label,
                            display_status(d->grid->rows[x->decision.volet].verdict.status));
    if (f->has_amount == x->has_amount && f->amount == x->amount)
        return arena_format(arena, "le montant de « %s » n'aurait pas changé", label);
    return arena_format(arena, "le montant de « %s » aurait été de %s au lieu de %s", label,
                        distance_euros(f->has_amount, f->amount, arena),
                        distance_euros(x->has_amount, x->amount, arena));
}

static const char *heading(const struct distances *d, const struct distance *x, struct arena *arena) {
    bool is = x->state == DECISION_YES;
    switch (x->decision.kind) {
    case DECISION_OBLIGATION:
        return arena_format(arena, "%s (%s) : %s.", distance_obligation(d, x)->label,
                            distance_obligation(d, x)->article, is ? "atteinte" : "non atteinte");
    case DECISION_SANCTION: return is ? "Une sanction est due." : "Aucune sanction n'est due.";
    default: return is ? "Un intéressement est dû." : "Aucun intéressement n'est dû.";
    }
}

static const char *lead(const struct distance *x) {
    bool is = x->state == DECISION_YES;
    switch (x->decision.kind) {
    case DECISION_OBLIGATION: return is ? "Marge : elle aurait été manquée avec" : "Il aurait suffi de";
    case DECISION_SANCTION: return is ? "Elle n'aurait pas été due avec" : "Une sanction aurait été due avec";
    default: return is ? "Il n'aurait pas été dû avec" : "Un intéressement aurait été dû avec";
    }
}

/* Of an obligation, each datum; of an amount, the smallest change alone. */
static void print_distance(FILE *stream, const struct distances *d, const struct distance *x, struct arena *arena) {
    uint32_t shown = x->decision.kind == DECISION_OBLIGATION ? x->flip_count : x->flip_count > 0, k;
    paper_line(stream, 2, "• ", heading(d, x, arena), arena);
    for (k = 0; k < shown; k++)
        paper_line(stream, 4, "- ",
                   arena_format(arena, "%s %s ; %s (confirmé par une nouvelle évaluation).", k ? "Ou avec" : lead(x),
                                change_text(d, &x->flips[k], arena), effect_text(d, x, &x->flips[k], arena)),
                   arena);
    if (x->flip_count == 0)
        paper_line(stream, 4, "- ", "Aucun changement d'une seule donnée de l'exercice n'a été trouvé qui suffise.",
                   arena);
}

void distances_text(FILE *stream, const struct distances *d, struct arena *arena) {
    const struct record *r = &d->grid->batch->records[d->grid->record];
    uint32_t k;
    fprintf(stream, "%s  %s  (exercice %u)\n", r->finess, r->name, r->year);
    for (k = 0; k < d->count; k++) {
        const struct distance *x = &d->list[k];
        if (k == 0 || d->list[k - 1].decision.volet != x->decision.volet)
            fprintf(stream, "\n%s\n", d->grid->rows[x->decision.volet].volet->label);
        print_distance(stream, d, x, arena);
    }
    if (d->count == 0)
        paper_line(stream, 2, "", "Aucune décision n'est prise : rien n'est évalué, ou des données manquent.", arena);
    fputc('\n', stream);
}

/* ---- JSON -------------------------------------------------------------------------------------------- */

static void flip_json(struct json_writer *w, const struct distances *d, const struct flip *f, struct arena *arena) {
    const struct layout_column *c = distance_datum(d, f);
    json_begin(w, '{');
    json_field(w, "donnee", c->key);
    json_field(w, "libelle", c->spec->label);
    json_key(w, "de");
    json_token(w, specimen_value(c->spec, CAQES_PRESENT, f->from, arena));
    json_key(w, "a");
    json_token(w, specimen_value(c->spec, CAQES_PRESENT, f->to, arena));
    json_field_integer(w, "decimales", c->spec->decimals);
    if (f->has_amount) json_field_integer(w, "centimes", f->amount);
    json_field(w, "etat_total", display_total_state(f->total_state));
    if (f->total_state != TOTAL_NONE) json_field_integer(w, "total_centimes", f->total);
    json_end(w, '}');
}

static void distance_json(struct json_writer *w, const struct distances *d, const struct distance *x,
                          struct arena *arena) {
    static const char *const kinds[] = {"obligation", "sanction", "interessement"};
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "volet", d->grid->rows[x->decision.volet].volet->code);
    json_field(w, "quoi", kinds[x->decision.kind]);
    if (x->decision.kind == DECISION_OBLIGATION) {
        json_field(w, "code", distance_obligation(d, x)->code);
        json_field(w, "libelle", distance_obligation(d, x)->label);
        json_field(w, "article", distance_obligation(d, x)->article);
    }
    json_key(w, "est");
    json_bool(w, x->state == DECISION_YES);
    if (x->has_amount) json_field_integer(w, "centimes", x->amount);
    json_key(w, "changements");
    json_begin(w, '[');
    for (k = 0; k < x->flip_count; k++) flip_json(w, d, &x->flips[k], arena);
    json_end(w, ']');
    json_end(w, '}');
}

void distances_json(struct json_writer *w, const struct distances *d, struct arena *arena) {
    const struct record *r = &d->grid->batch->records[d->grid->record];
    uint32_t k;
    json_begin(w, '{');
    json_field(w, "format", "caqes-distance");
    json_field_integer(w, "version", DISTANCES_VERSION);
    json_field_integer(w, "exercice", r->year);
    establishment_json(w, r, d->grid->batch->campaign->model);
    json_key(w, "decisions");
    json_begin(w, '[');
    for (k = 0; k < d->count; k++) distance_json(w, d, &d->list[k], arena);
    json_end(w, ']');
    json_end(w, '}');
}
