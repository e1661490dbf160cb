/* SPDX-License-Identifier: MIT
 *
 * follow_scores.c: how regions score their establishments, and their scores on a common scale. */
#include "host/synthesis/follow_up.h"

#define SURVEY "Enquête DGOS sur les contrats de 2009"

enum { TOLD_PARTS = 1000 };

static void year_text(struct follow_document *out, struct follow_table *t, int year) {
    follow_text(out, t, arena_format(out->arena, "%d", year));
}

/* As the region says, else as its results show: a note always, letters when there are. */
static enum scoring scoring_of(const struct region_year *r) {
    if (r->facts && r->facts->scoring != SCORING_UNKNOWN) return r->facts->scoring;
    if (r->regional.count == 0) return SCORING_UNKNOWN;
    return r->letters ? SCORING_MIXED : SCORING_NUMBER;
}

static void scoring_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "cotation", "Comment les régions classent leurs établissements",
                                        SURVEY " : « Modalités de classement des établissements »");
    uint32_t y, r;
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Régions qui classent", FOLLOW_COUNT);
    follow_column(t, "Classement chiffré", FOLLOW_COUNT);
    follow_column(t, "Classement par lettre", FOLLOW_COUNT);
    follow_column(t, "dont mixte", FOLLOW_COUNT);
    follow_column(t, "Sans classement", FOLLOW_COUNT);
    for (y = 0; y < f->year_count; y++) {
        uint64_t of[SCORING_COUNT] = {0};
        for (r = 0; r < f->region_count; r++)
            if (f->regions[r].year == f->years[y]) of[scoring_of(&f->regions[r])]++;
        year_text(out, t, f->years[y]);
        follow_count(out, t, of[SCORING_NUMBER] + of[SCORING_LETTER] + of[SCORING_MIXED]);
        follow_count(out, t, of[SCORING_NUMBER] + of[SCORING_MIXED]);
        follow_count(out, t, of[SCORING_LETTER] + of[SCORING_MIXED]);
        follow_count(out, t, of[SCORING_MIXED]);
        follow_count(out, t, of[SCORING_NONE]);
    }
    follow_note(out, t,
                "Une région au classement mixte compte comme chiffrée et comme lettrée : régions qui classent = "
                "chiffré + lettre − mixte.");
}

/* The mean of a sum, or of what the region tells. False when there is none. */
static bool mean_of(const struct score_sum *s, int64_t told, struct caqes_fraction *out) {
    if (s->count) {
        *out = (struct caqes_fraction){s->sum, (caqes_int128)s->count * FOLLOW_SCORE_PARTS};
        return true;
    }
    *out = caqes_fraction_of(told, TOLD_PARTS);
    return told > 0;
}

static void score_cell(struct follow_document *out, struct follow_table *t, bool known, struct caqes_fraction value) {
    if (known) {
        follow_value(out, t, FOLLOW_SCORE, value);
    } else {
        follow_nothing(out, t);
    }
}

static const char *const scoring_words[SCORING_COUNT] = {"non déclaré", "aucun", "chiffré", "par lettre", "mixte"};

static void scale_row(const struct region_year *r, struct follow_document *out, struct follow_table *t) {
    static const struct score_sum nothing = {0};
    int64_t told = r->facts ? r->facts->maximum : 0;
    struct caqes_fraction maximum = r->maximum, mean = {0, 1}, on_hundred = {0, 1}, national = {0, 1};
    bool has_maximum = maximum.den > 0 && !r->maxima_differ, has_mean;
    if (!has_maximum) {
        maximum = caqes_fraction_of(told, TOLD_PARTS);
        has_maximum = told > 0;
    }
    has_mean = mean_of(&r->regional, r->facts ? r->facts->mean : 0, &mean);
    follow_text(out, t, r->region);
    year_text(out, t, r->year);
    follow_text(out, t, scoring_words[scoring_of(r)]);
    score_cell(out, t, has_maximum, maximum);
    score_cell(out, t, has_mean, mean);
    score_cell(out, t,
               has_maximum && has_mean && caqes_fraction_divide(mean, maximum, &on_hundred) &&
                   caqes_fraction_multiply(on_hundred, caqes_fraction_of(100, 1), &on_hundred),
               on_hundred);
    score_cell(out, t, mean_of(r->has_results ? &r->national : &nothing, 0, &national), national);
    follow_count(out, t, r->national.count);
}

static void note_maximum(const struct region_year *r, struct follow_document *out, struct follow_table *t) {
    struct follow_cell shown = {.kind = FOLLOW_SCORE, .value = r->maximum};
    const char *found;
    if (r->maxima_differ) {
        follow_note(out, t,
                    "%s, %d : les résultats n'ont pas tous la même note maximale ; celle que la région déclare est "
                    "prise, s'il y en a une.",
                    r->region, r->year);
        return;
    }
    if (!r->facts || !r->facts->maximum || r->maximum.den == 0 ||
        caqes_fraction_compare(r->maximum, caqes_fraction_of(r->facts->maximum, TOLD_PARTS)) == 0)
        return;
    found = follow_french(&shown, out->arena);
    shown.value = caqes_fraction_of(r->facts->maximum, TOLD_PARTS);
    follow_note(out, t, "%s, %d : la région déclare une note maximale de %s, ses résultats sont notés sur %s.",
                r->region, r->year, follow_french(&shown, out->arena), found);
}

static void scale_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "echelle", "Scores des régions, ramenés à une échelle commune",
                                        SURVEY " : « Note maximale […] score moyen régional »");
    uint32_t r;
    follow_column(t, "Région", FOLLOW_TEXT);
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Classement", FOLLOW_TEXT);
    follow_column(t, "Note maximale", FOLLOW_SCORE);
    follow_column(t, "Score régional moyen", FOLLOW_SCORE);
    follow_column(t, "ramené à 100", FOLLOW_SCORE);
    follow_column(t, "Partie nationale, moyenne sur 100", FOLLOW_SCORE);
    follow_column(t, "Établissements notés", FOLLOW_COUNT);
    t->heads = 2;
    for (r = 0; r < f->region_count; r++) scale_row(&f->regions[r], out, t);
    follow_note(out, t,
                "La partie nationale a les mêmes indicateurs partout : c'est sur elle que les régions se comparent.");
    for (r = 0; r < f->region_count; r++) note_maximum(&f->regions[r], out, t);
}

void follow_up_score_tables(const struct follow_up *f, struct follow_document *out) {
    scoring_table(f, out);
    scale_table(f, out);
}
