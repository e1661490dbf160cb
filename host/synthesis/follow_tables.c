/* SPDX-License-Identifier: MIT
 *
 * follow_tables.c: the tables of the survey that come from results: by category, by nature, by commitment, by volet.
 * A year without results has no figures there, which is not 0. */
#include "host/synthesis/follow_up.h"

#include <string.h>

#define SURVEY "Enquête DGOS sur les contrats de 2009"

/* Sums over the regions of a year. */
struct year_sum {
    bool has_results;
    struct category_counts by[CATEGORY_COUNT];
};

struct maker {
    const struct follow_up *f;
    struct follow_document *out;
    struct year_sum sums[FOLLOW_MOST_YEARS];
    bool shown[CATEGORY_COUNT]; /* those of the survey, and others that hold somebody */
};

static void sum_years(struct maker *m) {
    uint32_t y, r, c, s;
    for (y = 0; y < m->f->year_count; y++)
        for (r = 0; r < m->f->region_count; r++) {
            const struct region_year *region = &m->f->regions[r];
            if (region->year != m->f->years[y] || !region->has_results) continue;
            m->sums[y].has_results = true;
            for (c = 0; c < CATEGORY_COUNT; c++) {
                for (s = 0; s < SOCLE_STATES; s++) {
                    m->sums[y].by[c].states[s] += region->by[c].states[s];
                    m->shown[c] |= c < CATEGORY_SSA || region->by[c].states[s] > 0;
                }
                m->sums[y].by[c].loss += region->by[c].loss;
                m->sums[y].by[c].refusal_loss += region->by[c].refusal_loss;
            }
        }
}

/* ---- By category ---- */

static uint64_t signed_of(const struct category_counts *c) {
    return c->states[SOCLE_WHOLE] + c->states[SOCLE_REDUCED] + c->states[SOCLE_UNDECIDED];
}

enum figure { FIGURE_SIGNED, FIGURE_WHOLE, FIGURE_REDUCED, FIGURE_UNDECIDED, FIGURE_SHARE, FIGURE_LOSS };

static void figure_cell(struct maker *m, struct follow_table *t, uint32_t year, enum figure figure,
                        const struct category_counts *c) {
    uint64_t all = signed_of(c);
    if (!m->sums[year].has_results || (figure == FIGURE_SHARE && all == 0)) {
        follow_nothing(m->out, t);
        return;
    }
    switch (figure) {
    case FIGURE_SIGNED: follow_count(m->out, t, all); break;
    case FIGURE_WHOLE: follow_count(m->out, t, c->states[SOCLE_WHOLE]); break;
    case FIGURE_REDUCED: follow_count(m->out, t, c->states[SOCLE_REDUCED]); break;
    case FIGURE_UNDECIDED: follow_count(m->out, t, c->states[SOCLE_UNDECIDED]); break;
    case FIGURE_SHARE:
        follow_value(m->out, t, FOLLOW_SHARE,
                     (struct caqes_fraction){(caqes_int128)c->states[SOCLE_REDUCED], (caqes_int128)all});
        break;
    case FIGURE_LOSS: follow_euros(m->out, t, c->loss); break;
    }
}

static struct category_counts whole_year(const struct maker *m, uint32_t year) {
    struct category_counts all = {0};
    uint32_t c, s;
    for (c = 0; c < CATEGORY_COUNT; c++) {
        for (s = 0; s < SOCLE_STATES; s++) all.states[s] += m->sums[year].by[c].states[s];
        all.loss += m->sums[year].by[c].loss;
        all.refusal_loss += m->sums[year].by[c].refusal_loss;
    }
    return all;
}

static void category_row(struct maker *m, struct follow_table *t, int32_t category, const enum figure *figures,
                         uint32_t count) {
    uint32_t y, k;
    follow_text(m->out, t, category < 0 ? "Total" : category_labels[category]);
    for (y = 0; y < m->f->year_count; y++) {
        struct category_counts c = category < 0 ? whole_year(m, y) : m->sums[y].by[category];
        for (k = 0; k < count; k++) figure_cell(m, t, y, figures[k], &c);
    }
}

static struct follow_table *category_table(struct maker *m, const char *code, const char *title, const char *source,
                                           const enum figure *figures, uint32_t count) {
    struct follow_table *t = follow_add(m->out, code, title, source);
    uint32_t y, k;
    int32_t c;
    follow_column(t, "Catégorie d'établissement", FOLLOW_TEXT);
    for (y = 0; y < m->f->year_count; y++)
        for (k = 0; k < count; k++)
            follow_column(t,
                          arena_format(m->out->arena, figures[k] == FIGURE_SHARE ? "%d, part" : "%d", m->f->years[y]),
                          figures[k] == FIGURE_SHARE  ? FOLLOW_SHARE
                          : figures[k] == FIGURE_LOSS ? FOLLOW_EUROS
                                                      : FOLLOW_COUNT);
    for (c = 0; c < CATEGORY_COUNT; c++)
        if (m->shown[c]) category_row(m, t, c, figures, count);
    category_row(m, t, -1, figures, count);
    t->has_total = true;
    return t;
}

static void note_outside(struct maker *m, struct follow_table *t) {
    uint32_t y;
    for (y = 0; y < m->f->year_count; y++) {
        struct category_counts all = whole_year(m, y);
        if (all.states[SOCLE_OUTSIDE])
            follow_note(m->out, t,
                        "%d : contrats signés mais pas en vigueur dans l'exercice, qui ne sont pas comptés : %llu.",
                        m->f->years[y], (unsigned long long)all.states[SOCLE_OUTSIDE]);
    }
}

static void note_refusals(struct maker *m, struct follow_table *t) {
    uint32_t y;
    for (y = 0; y < m->f->year_count; y++) {
        struct category_counts all = whole_year(m, y);
        struct follow_cell loss = {.kind = FOLLOW_EUROS, .value = {all.refusal_loss, 1}};
        if (all.states[SOCLE_REFUSED])
            follow_note(m->out, t, "%d : sanctions pour refus de signer, qui ne sont pas comptées ici : %llu, pour %s.",
                        m->f->years[y], (unsigned long long)all.states[SOCLE_REFUSED],
                        follow_french(&loss, m->out->arena));
    }
}

static void category_tables(struct maker *m) {
    static const enum figure signed_only[] = {FIGURE_SIGNED}, whole[] = {FIGURE_WHOLE}, loss[] = {FIGURE_LOSS};
    static const enum figure reduced[] = {FIGURE_REDUCED, FIGURE_SHARE}, undecided[] = {FIGURE_UNDECIDED};
    note_outside(
        m, category_table(m, "contrats", "Contrats signés", SURVEY " : « Signature des contrats »", signed_only, 1));
    category_table(m, "sans_reduction", "Établissements à 100 % : volet obligatoire sans réduction ni sanction",
                   SURVEY " : « Établissements avec un taux de remboursement à 100 % »", whole, 1);
    note_refusals(m, category_table(m, "reductions",
                                    "Établissements avec une réduction ou une sanction au volet obligatoire",
                                    SURVEY " : « Établissements avec réduction du taux de remboursement », part des "
                                           "contrats signés",
                                    reduced, 2));
    category_table(m, "indecis",
                   "Contrats dont le volet obligatoire ne se décide pas : incomplet, en erreur, non évaluable",
                   "Contrats signés = à 100 % + avec réduction ou sanction + ceux-ci", undecided, 1);
    note_refusals(m, category_table(m, "pertes", "Perte financière au volet obligatoire",
                                    SURVEY " : « Perte financière par type d'établissement »", loss, 1));
}

/* ---- Tallies ---- */

static const struct tally *tally_at(const struct follow_up *f, const struct tally *like, int year) {
    uint32_t i;
    for (i = 0; i < f->tally_count; i++) {
        const struct tally *t = &f->tallies[i];
        if (t->kind == like->kind && t->year == year && strcmp(t->volet, like->volet) == 0 &&
            strcmp(t->code, like->code) == 0)
            return t;
    }
    return NULL;
}

/* Calls for the first tally of each code: they are in order of code, then year. */
static bool is_first(const struct follow_up *f, uint32_t i, enum tally_kind kind) {
    const struct tally *t = &f->tallies[i];
    if (t->kind != kind) return false;
    return i == 0 || f->tallies[i - 1].kind != kind || strcmp(f->tallies[i - 1].volet, t->volet) != 0 ||
           strcmp(f->tallies[i - 1].code, t->code) != 0;
}

static void year_columns(struct maker *m, struct follow_table *t) {
    uint32_t y;
    for (y = 0; y < m->f->year_count; y++)
        follow_column(t, arena_format(m->out->arena, "%d", m->f->years[y]), FOLLOW_COUNT);
}

static void nature_table(struct maker *m) {
    struct follow_table *t = follow_add(m->out, "natures", "Perte au volet obligatoire, selon sa nature",
                                        "Instruction du 26 juillet 2017, annexe 1 §2 : sanction sur les produits, ou "
                                        "réduction du remboursement de la liste en sus");
    uint32_t i, y;
    follow_column(t, "Nature", FOLLOW_TEXT);
    for (y = 0; y < m->f->year_count; y++) {
        follow_column(t, arena_format(m->out->arena, "%d", m->f->years[y]), FOLLOW_COUNT);
        follow_column(t, arena_format(m->out->arena, "%d, perte", m->f->years[y]), FOLLOW_EUROS);
    }
    for (i = 0; i < m->f->tally_count; i++) {
        if (!is_first(m->f, i, TALLY_NATURE)) continue;
        follow_text(m->out, t, m->f->tallies[i].label);
        for (y = 0; y < m->f->year_count; y++) {
            const struct tally *found = tally_at(m->f, &m->f->tallies[i], m->f->years[y]);
            if (!m->sums[y].has_results) {
                follow_nothing(m->out, t);
                follow_nothing(m->out, t);
            } else {
                follow_count(m->out, t, found ? found->count : 0);
                follow_euros(m->out, t, found ? found->sum : 0);
            }
        }
    }
    if (follow_rows(t) == 0) follow_note(m->out, t, "Aucune perte au volet obligatoire.");
}

static void motive_table(struct maker *m) {
    struct follow_table *t =
        follow_add(m->out, "motifs", "Motifs des sanctions, par engagement",
                   SURVEY " : « Motivation des sanctions appliquées », en nombre d'établissements");
    uint32_t i, y;
    follow_column(t, "Volet", FOLLOW_TEXT);
    follow_column(t, "Engagement non atteint", FOLLOW_TEXT);
    follow_column(t, "Article", FOLLOW_TEXT);
    t->heads = 2;
    year_columns(m, t);
    for (i = 0; i < m->f->tally_count; i++) {
        const struct tally *like = &m->f->tallies[i];
        if (!is_first(m->f, i, TALLY_MOTIVE)) continue;
        follow_text(m->out, t, like->volet_label);
        follow_text(m->out, t, like->label);
        follow_text(m->out, t, like->article);
        for (y = 0; y < m->f->year_count; y++) {
            const struct tally *found = tally_at(m->f, like, m->f->years[y]);
            if (m->sums[y].has_results) {
                follow_count(m->out, t, found ? found->count : 0);
            } else {
                follow_nothing(m->out, t);
            }
        }
    }
    follow_note(m->out, t,
                follow_rows(t) ? "Un établissement sanctionné sur plusieurs engagements compte pour chacun."
                               : "Aucune sanction.");
}

static void volet_table(struct maker *m) {
    struct follow_table *t = follow_add(m->out, "volets", "Intéressements et sanctions, par volet",
                                        "Instruction du 26 juillet 2017, IV.a : montants de la grille");
    uint32_t i, y;
    follow_column(t, "Volet", FOLLOW_TEXT);
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Volets évalués", FOLLOW_COUNT);
    follow_column(t, "Intéressements", FOLLOW_COUNT);
    follow_column(t, "Somme des intéressements", FOLLOW_EUROS);
    follow_column(t, "Sanctions", FOLLOW_COUNT);
    follow_column(t, "Somme des sanctions", FOLLOW_EUROS);
    follow_column(t, "Mises sous accord préalable", FOLLOW_COUNT);
    t->heads = 2;
    for (i = 0; i < m->f->tally_count; i++) {
        if (!is_first(m->f, i, TALLY_VOLET)) continue;
        for (y = 0; y < m->f->year_count; y++) {
            const struct tally *found = tally_at(m->f, &m->f->tallies[i], m->f->years[y]);
            if (!found) continue;
            follow_text(m->out, t, found->volet_label);
            follow_text(m->out, t, arena_format(m->out->arena, "%d", found->year));
            follow_count(m->out, t, found->count);
            follow_count(m->out, t, found->bonuses);
            follow_euros(m->out, t, found->bonus_sum);
            follow_count(m->out, t, found->sanctions);
            follow_euros(m->out, t, found->sum);
            follow_count(m->out, t, found->msap);
        }
    }
    follow_note(m->out, t, "Les refus de signer sont parmi les volets évalués, et leur sanction parmi les sanctions.");
}

void follow_up_tables(const struct follow_up *f, struct follow_document *out) {
    struct maker m = {.f = f, .out = out};
    sum_years(&m);
    category_tables(&m);
    nature_table(&m);
    motive_table(&m);
    volet_table(&m);
}
