/* SPDX-License-Identifier: MIT
 *
 * follow_regions.c: the tables of the survey by region and by year: who reduced, what the regions tell. Years are rows
 * here. */
#include "host/synthesis/follow_up.h"

#include <string.h>

#define SURVEY "Enquête DGOS sur les contrats de 2009"

struct counted {
    uint64_t signed_contracts, reduced;
    caqes_int128 loss;
};

static struct counted counted_of(const struct region_year *r) {
    struct counted out = {0};
    uint32_t c;
    for (c = 0; c < CATEGORY_COUNT; c++) {
        const uint64_t *s = r->by[c].states;
        out.signed_contracts += s[SOCLE_WHOLE] + s[SOCLE_REDUCED] + s[SOCLE_UNDECIDED];
        out.reduced += s[SOCLE_REDUCED];
        out.loss += r->by[c].loss;
    }
    return out;
}

static void year_text(struct follow_document *out, struct follow_table *t, int year) {
    follow_text(out, t, arena_format(out->arena, "%d", year));
}

static void count_or_nothing(struct follow_document *out, struct follow_table *t, bool known, uint64_t count) {
    if (known) {
        follow_count(out, t, count);
    } else {
        follow_nothing(out, t);
    }
}

/* ---- Regions that reduced ---- */

static void regions_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "regions", "Régions qui ont appliqué une réduction ou une sanction",
                                        SURVEY " : « 19 ARH ont été amenées à appliquer une réduction »");
    uint32_t y, r;
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Régions évaluées", FOLLOW_COUNT);
    follow_column(t, "dont avec réduction ou sanction", FOLLOW_COUNT);
    follow_column(t, "Régions qui déclarent des faits", FOLLOW_COUNT);
    for (y = 0; y < f->year_count; y++) {
        uint64_t evaluated = 0, reduced = 0, told = 0;
        for (r = 0; r < f->region_count; r++) {
            if (f->regions[r].year != f->years[y]) continue;
            evaluated += f->regions[r].has_results;
            reduced += counted_of(&f->regions[r]).reduced > 0;
            told += f->regions[r].facts != NULL;
        }
        year_text(out, t, f->years[y]);
        follow_count(out, t, evaluated);
        count_or_nothing(out, t, evaluated > 0, reduced);
        follow_count(out, t, told);
    }
    for (r = 0; r < f->region_count; r++) /* or its name is not written as in the dossiers */
        if (f->regions[r].facts && !f->regions[r].has_results)
            follow_note(out, t, "%s, %d : des faits sont déclarés, sans résultats d'évaluation.", f->regions[r].region,
                        f->regions[r].year);
}

static void region_rows(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t =
        follow_add(out, "par_region", "Contrats, réductions et pertes, par région", SURVEY ", région par région");
    uint32_t r;
    follow_column(t, "Région", FOLLOW_TEXT);
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Contrats signés", FOLLOW_COUNT);
    follow_column(t, "Avec réduction ou sanction", FOLLOW_COUNT);
    follow_column(t, "Part", FOLLOW_SHARE);
    follow_column(t, "Perte", FOLLOW_EUROS);
    t->heads = 2;
    for (r = 0; r < f->region_count; r++) {
        struct counted c = counted_of(&f->regions[r]);
        if (!f->regions[r].has_results) continue;
        follow_text(out, t, f->regions[r].region);
        year_text(out, t, f->regions[r].year);
        follow_count(out, t, c.signed_contracts);
        follow_count(out, t, c.reduced);
        if (c.signed_contracts) {
            follow_value(out, t, FOLLOW_SHARE,
                         (struct caqes_fraction){(caqes_int128)c.reduced, (caqes_int128)c.signed_contracts});
        } else {
            follow_nothing(out, t);
        }
        follow_euros(out, t, c.loss);
    }
    if (follow_rows(t) == 0) follow_note(out, t, "Aucun résultat d'évaluation.");
}

/* ---- What regions tell ---- */

static void inspection_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "controles", "Contrôles de l'assurance maladie et indus récupérés",
                                        SURVEY " : « Contrôles des établissements par l'assurance maladie »");
    uint32_t y, r;
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Régions qui répondent", FOLLOW_COUNT);
    follow_column(t, "Régions avec contrôles", FOLLOW_COUNT);
    follow_column(t, "Établissements contrôlés", FOLLOW_COUNT);
    follow_column(t, "Établissements avec indus", FOLLOW_COUNT);
    follow_column(t, "Indus récupérés", FOLLOW_EUROS);
    for (y = 0; y < f->year_count; y++) {
        uint64_t answers = 0, regions = 0, inspected = 0, recovered = 0;
        caqes_int128 sums = 0;
        bool has_recovered = false, has_sums = false;
        for (r = 0; r < f->region_count; r++) {
            const struct region_facts *facts = f->regions[r].year == f->years[y] ? f->regions[r].facts : NULL;
            if (!facts || !facts->has_inspections) continue;
            answers++;
            regions += facts->inspected > 0;
            inspected += (uint64_t)facts->inspected;
            recovered += (uint64_t)facts->recovered;
            sums += facts->sums;
            has_recovered |= facts->has_recovered;
            has_sums |= facts->has_sums;
        }
        year_text(out, t, f->years[y]);
        follow_count(out, t, answers);
        count_or_nothing(out, t, answers > 0, regions);
        count_or_nothing(out, t, answers > 0, inspected);
        count_or_nothing(out, t, has_recovered, recovered);
        if (has_sums) {
            follow_euros(out, t, sums);
        } else {
            follow_nothing(out, t);
        }
    }
}

static void adaptation_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "adaptation", "Régions qui ont adapté le contrat à la HAD et à la dialyse",
                                        SURVEY " : « Adaptation aux structures d'HAD et de dialyse »");
    uint32_t y, r;
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "HAD : régions qui répondent", FOLLOW_COUNT);
    follow_column(t, "HAD : contrat adapté", FOLLOW_COUNT);
    follow_column(t, "Dialyse : régions qui répondent", FOLLOW_COUNT);
    follow_column(t, "Dialyse : contrat adapté", FOLLOW_COUNT);
    for (y = 0; y < f->year_count; y++) {
        uint64_t had_answers = 0, had = 0, dialysis_answers = 0, dialysis = 0;
        for (r = 0; r < f->region_count; r++) {
            const struct region_facts *facts = f->regions[r].year == f->years[y] ? f->regions[r].facts : NULL;
            if (!facts) continue;
            had_answers += facts->has_had;
            had += facts->had;
            dialysis_answers += facts->has_dialysis;
            dialysis += facts->dialysis;
        }
        year_text(out, t, f->years[y]);
        follow_count(out, t, had_answers);
        count_or_nothing(out, t, had_answers > 0, had);
        follow_count(out, t, dialysis_answers);
        count_or_nothing(out, t, dialysis_answers > 0, dialysis);
    }
}

/* ---- Establishments that did not sign ---- */

static uint64_t told_of(const struct region_year *r, enum category category) {
    uint64_t sum = 0;
    uint32_t k;
    for (k = 0; r->facts && k < r->facts->unsigned_count; k++)
        if (r->facts->unsigned_rows[k].category == category) sum += (uint64_t)r->facts->unsigned_rows[k].count;
    return sum;
}

enum { ROW_REFUSED = UNSIGNED_REASONS, ROW_NOT_TOLD, UNSIGNED_ROWS };

/* Establishments of a category that did not sign for a reason, over the regions of a year. */
static uint64_t unsigned_in(const struct follow_up *f, int year, enum category category, uint32_t reason) {
    uint64_t sum = 0;
    uint32_t r, k;
    for (r = 0; r < f->region_count; r++) {
        const struct region_year *region = &f->regions[r];
        uint64_t absent = region->by[category].states[SOCLE_ABSENT], told = told_of(region, category);
        if (region->year != year) continue;
        if (reason == ROW_REFUSED) sum += region->by[category].states[SOCLE_REFUSED];
        if (reason == ROW_NOT_TOLD && absent > told) sum += absent - told;
        for (k = 0; region->facts && k < region->facts->unsigned_count; k++) {
            const struct unsigned_row *row = &region->facts->unsigned_rows[k];
            if (row->category == category && (uint32_t)row->reason == reason) sum += (uint64_t)row->count;
        }
    }
    return sum;
}

static bool answered(const struct follow_up *f, int year) {
    uint32_t r;
    for (r = 0; r < f->region_count; r++)
        if (f->regions[r].year == year &&
            (f->regions[r].has_results || (f->regions[r].facts && f->regions[r].facts->has_unsigned)))
            return true;
    return false;
}

static void unsigned_row(const struct follow_up *f, struct follow_document *out, struct follow_table *t,
                         enum category category, uint32_t reason) {
    uint64_t all = 0;
    uint32_t y;
    for (y = 0; y < f->year_count; y++) all += unsigned_in(f, f->years[y], category, reason);
    if (all == 0) return;
    follow_text(out, t, category_labels[category]);
    follow_text(out, t,
                reason == ROW_REFUSED    ? "Refus de signer (évalué)"
                : reason == ROW_NOT_TOLD ? "Motif non déclaré"
                                         : unsigned_labels[reason]);
    for (y = 0; y < f->year_count; y++)
        count_or_nothing(out, t, answered(f, f->years[y]), unsigned_in(f, f->years[y], category, reason));
}

static void note_details(const struct follow_up *f, struct follow_document *out, struct follow_table *t) {
    uint32_t r, k;
    for (r = 0; r < f->region_count; r++) {
        const struct region_facts *facts = f->regions[r].facts;
        for (k = 0; facts && k < facts->unsigned_count; k++)
            if (facts->unsigned_rows[k].detail)
                follow_note(out, t, "%s, %d, %s : %s.", facts->region, facts->year,
                            category_labels[facts->unsigned_rows[k].category], facts->unsigned_rows[k].detail);
    }
}

static void unsigned_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t = follow_add(out, "non_signataires", "Établissements qui n'ont pas signé, et pourquoi",
                                        SURVEY " : « n'ont pas signé […] car ils étaient nouvellement créés »");
    uint32_t category, reason, y;
    follow_column(t, "Catégorie d'établissement", FOLLOW_TEXT);
    follow_column(t, "Motif", FOLLOW_TEXT);
    t->heads = 2;
    for (y = 0; y < f->year_count; y++) follow_column(t, arena_format(out->arena, "%d", f->years[y]), FOLLOW_COUNT);
    for (category = 0; category < CATEGORY_COUNT; category++)
        for (reason = 0; reason < UNSIGNED_ROWS; reason++) unsigned_row(f, out, t, (enum category)category, reason);
    if (follow_rows(t) == 0) follow_note(out, t, "Aucun établissement déclaré ni connu des résultats.");
    note_details(f, out, t);
}

static void own_rates_table(const struct follow_up *f, struct follow_document *out) {
    struct follow_table *t =
        follow_add(out, "taux_differencies", "Perte due aux taux différenciés",
                   "Code de la sécurité sociale, art. D. 162-15 : certains produits ont leur propre "
                   "taux");
    uint32_t y, r;
    follow_column(t, "Exercice", FOLLOW_TEXT);
    follow_column(t, "Régions", FOLLOW_COUNT);
    follow_column(t, "Établissements", FOLLOW_COUNT);
    follow_column(t, "Perte", FOLLOW_EUROS);
    for (y = 0; y < f->year_count; y++) {
        uint64_t regions = 0, establishments = 0;
        caqes_int128 loss = 0;
        bool evaluated = false;
        for (r = 0; r < f->region_count; r++) {
            if (f->regions[r].year != f->years[y]) continue;
            evaluated |= f->regions[r].has_results;
            regions += f->regions[r].own_rates > 0;
            establishments += f->regions[r].own_rates;
            loss += f->regions[r].own_rates_loss;
        }
        year_text(out, t, f->years[y]);
        count_or_nothing(out, t, evaluated, regions);
        count_or_nothing(out, t, evaluated, establishments);
        if (evaluated) {
            follow_euros(out, t, loss);
        } else {
            follow_nothing(out, t);
        }
    }
}

void follow_up_region_tables(const struct follow_up *f, struct follow_document *out) {
    regions_table(f, out);
    region_rows(f, out);
    inspection_table(f, out);
    adaptation_table(f, out);
    unsigned_table(f, out);
    own_rates_table(f, out);
}
